import { gzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from '../cli/runCli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-move-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const run = async (...argv: string[]) => {
  let out = '';
  let error = '';
  const code = await runCli({
    argv,
    version: '0.0.0',
    out: (text) => (out += text),
    error: (text) => (error += text),
    onStop: () => undefined,
  });
  return { code, out, error };
};
/** As AWS documents it. */
const exported = (id: string, type = 'com.amazon.rum.page_view_event'): string =>
  JSON.stringify({
    event_timestamp: 1_695_168_000_000,
    event_type: type,
    event_id: id,
    event_version: '1.0.0',
    log_stream: '2023-09-20T00',
    application_id: '11111111-2222-3333-4444-555555555555',
    application_version: '1.0.0',
    metadata: { version: '1.0.0', pageId: '/', countryCode: 'DE' },
    user_details: { sessionId: 's', userId: 'u' },
    event_details: { version: '1.0.0', pageId: '/' },
  });

it('imports log exports, plain and packed, each event once, and exports the same', async () => {
  writeFileSync(at('a.jsonl'), `${exported('a')}\n${exported('b', 'checkout')}\n`);
  writeFileSync(
    at('b.gz'),
    gzipSync(`2023-09-20T00:00:00.000Z ${exported('b')}\n2023-09-20T00:00:01.000Z ${exported('c')}\n`),
  );
  const first = await run('import', at('a.jsonl'), at('b.gz'), '--data', at('data'), '--monitor', 'Shop');
  expect(first).toEqual({
    code: 0,
    error: '',
    out: `${at('a.jsonl')}: 2 events added\n${at('b.gz')}: 1 events added, 1 were there already\n`,
  });
  expect(await run('export', '--data', at('data'), '--to', at('out.jsonl'))).toMatchObject({
    code: 0,
    out: `3 events written to ${at('out.jsonl')}\n`,
  });
  const lines = readFileSync(at('out.jsonl'), 'utf8').trim().split('\n');
  const withoutOwn = lines.map((line) => {
    const { dual_rum: own, ...record } = JSON.parse(line) as { dual_rum: object };
    expect(own).toMatchObject({ monitor: 'Shop' });
    return record;
  });
  expect(withoutOwn).toEqual(
    [exported('a'), exported('b', 'checkout'), exported('c')].map((line) => JSON.parse(line) as object),
  );

  // What was exported can be imported elsewhere.
  await run('import', at('out.jsonl'), '--data', at('other'));
  const again = await run('export', '--data', at('other'));
  expect(again.out.split('\n').map((line) => line.slice(0, 90))).toEqual(
    [...lines, ''].map((line) => line.slice(0, 90)),
  );
});

it.each([
  [
    'half an event',
    `${exported('a')}\n{"event_timestamp":16951`,
    /half\.jsonl, line 2 is not JSON: .*download it again, or remove that line/,
  ],
  ['no event', '{"hello":1}\n', /half\.jsonl, line 1 has no event_timestamp that is a number/],
])('a file with %s is told with its line, and nothing of it is added', async (_, text, message) => {
  writeFileSync(at('half.jsonl'), text);
  const { code, error } = await run('import', at('half.jsonl'), '--data', at('data'));
  expect(code).toBe(1);
  expect(error).toMatch(message);
  expect((await run('export', '--data', at('data'))).out).toBe('');
});

it('says what is missing', async () => {
  expect(await run('import', 'x')).toMatchObject({
    code: 2,
    error: expect.stringContaining('--data is missing: the folder to import into.') as string,
  });
  expect(await run('import', '--data', at('data'))).toMatchObject({
    code: 2,
    error: expect.stringContaining('import needs a file') as string,
  });
  expect(await run('improt')).toMatchObject({
    code: 2,
    error: expect.stringContaining('There is no command "improt"') as string,
  });
  expect(await run('import', at('none'), '--data', at('data'))).toMatchObject({
    code: 1,
    error: expect.stringContaining('cannot read') as string,
  });
});
