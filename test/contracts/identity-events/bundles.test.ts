import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { functionFolder, functionNames } from '@dual-rum/identity-events/functions';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';

beforeAll(() => ensureBuilt('identity-events'));

describe.each(functionNames)('the bundle of %s', (name) => {
  it('is one file under 1 MB', () => {
    const folder = functionFolder(name);
    expect(readdirSync(folder)).toEqual(['index.mjs']);
    expect(statSync(join(folder, 'index.mjs')).size).toBeLessThan(1_000_000);
  });

  it('does not start without its settings, and answers an empty batch with them', async () => {
    await expect(loadFunction(name, {})).rejects.toThrow(/^(BUCKET|TABLE): missing/);
    const invoke = await loadFunction(name, { BUCKET: 'b', TABLE: 't', QUEUE_URL: 'http://127.0.0.1/q' });
    expect(await invoke({ Records: [] })).toEqual({ batchItemFailures: [] });
  });
});

it('names the functions when asked for another', () => {
  expect(() => functionFolder('auth0-events-to-mars' as never)).toThrow(
    'the functions are auth0-events-to-s3, auth0-users',
  );
});
