import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { functionFolder, functionNames } from '@dual-rum/identity-events/functions';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';

beforeAll(() => ensureBuilt('identity-events'));

const SETTINGS = { BUCKET: 'b', TABLE: 't', QUEUE_URL: 'q', BROKERS: '127.0.0.1:9092', TOPIC: 'identity' };

describe.each(functionNames)('the bundle of %s', (name) => {
  it('is under 1 MB, with nothing beside the handler and what it loads later', () => {
    const folder = functionFolder(name);
    const entries = readdirSync(folder);
    expect(entries).toContain('index.mjs');
    expect(entries.filter((entry) => entry !== 'index.mjs' && entry !== 'later')).toEqual([]);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.mjs'));
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('does not start without its settings, and answers an empty batch with them', async () => {
    await expect(loadFunction(name, {})).rejects.toThrow(/^(BUCKET|TABLE|QUEUE_URL|BROKERS): missing/);
    const invoke = await loadFunction(name, SETTINGS);
    const answer = await invoke({ Records: [] });
    // A trigger answers with what it is called with, whatever that is.
    expect(answer).toEqual(name.includes('triggers') ? { Records: [] } : { batchItemFailures: [] });
  });
});

it('names the functions when asked for another', () => {
  expect(() => functionFolder('auth0-events-to-mars' as never)).toThrow(
    'the functions are auth0-events-to-s3, auth0-users',
  );
});
