import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queries } from '../catalog/queries.ts';
import { record } from '../record.testing.ts';
import { put } from '../database/verdict.testing.ts';
import { runCli } from './runCli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-queries-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const run = async (...argv: string[]) => {
  let out = '';
  let error = '';
  const code = await runCli({ argv, version: '1.2.3', out: (text) => (out += text), error: (text) => (error += text) });
  return { code, out, error };
};
const withoutMonitor = (changes: Parameters<typeof record>[0]): string => {
  const { dual_rum: _, ...rest } = JSON.parse(record(changes)) as Record<string, unknown>;
  return JSON.stringify(rest);
};

describe('run', () => {
  it('reads a log export: files by app monitor and day, plain and packed, with and without a time before each line', async () => {
    write(
      'monitor=Shop%20Guest/day=2026-11-26/a.jsonl',
      `${withoutMonitor({ page: '/' })}\n${withoutMonitor({ id: 'twice', page: '/cart' })}\n`,
    );
    write(
      'monitor=Shop%20Guest/day=2026-11-26/task/000000.gz',
      gzipSync(`2026-11-26T10:00:00.000Z ${withoutMonitor({ id: 'twice', page: '/cart' })}\n`),
    );
    write(
      'monitor=ShopUsers/day=2026-11-27/b.jsonl',
      `${withoutMonitor({ page: '/orders', at: '2026-11-27T00:00:00Z' })}\n`,
    );
    write('aws-logs-write-test', 'Permission check');
    const { code, out } = await run('run', 'page-views', '--from', folder, '--csv');
    expect(code).toBe(0);
    expect(out.split('\r\n').map((line) => line.split(',').slice(0, 3).join())).toEqual([
      'audience,page,views',
      'guest,/,1',
      'guest,/cart,1',
      'signed-in,/orders,1',
      '',
    ]);
    expect((await run('run', 'page-views', '--from', folder, '--monitor', 'ShopUsers', '--json')).out).toContain(
      '"page": "/orders"',
    );
    expect((await run('run', 'page-views', '--from', folder, '--since', '2026-12-01')).out).toBe(
      'No rows: no event matches.\n',
    );
  });

  it('prints a table, with texts of a page made harmless', async () => {
    const file = write('a.jsonl', record({ type: 'js_error', details: { message: 'red \u001b[31m\n, "quoted"' } }));
    const { out } = await run('run', 'errors', '--from', file);
    expect(out).toContain('red  [31m , "quoted"');
    expect(out).not.toContain('\u001b');
    const csv = await run('run', 'errors', '--from', file, '--csv');
    expect(csv.out).toContain('"red \u001b[31m\n, ""quoted"""');
  });

  it('tells whose app monitor is whose', async () => {
    const file = write('a.jsonl', record({ monitor: 'A' }));
    expect((await run('run', 'audiences', '--from', file, '--json', '--signed-in', 'A')).out).toContain(
      '"audience": "signed-in"',
    );
  });

  it.each([
    ['half a line', `${record({})}\n{"event_id":"x`, /a\.jsonl, line 2 is not JSON: .* Mend or remove it/],
    [
      'something else',
      `${record({})}\n\n{"level":"info"}\n`,
      /a\.jsonl, line 3 has no event_id, event_type or event_timestamp/,
    ],
  ])('names the line with %s', async (_, content, message) => {
    const result = await run('run', 'errors', '--from', write('a.jsonl', content));
    expect(result.code).toBe(1);
    expect(result.error).toMatch(message);
  });

  it.each([
    [['run', 'errors'], /--from is missing/],
    [['run', 'eror', '--from', 'x'], /There is no query "eror"; there are overview/],
    [['run', 'errors', '--from', '/nowhere'], /There is no file or folder \/nowhere/],
    [['run', 'errors', '--from', 's3://a/b'], /aws s3 sync s3:\/\/a\/b/],
    [['run', 'errors', '--athena', '--since', 'soon'], /"from" is soon/],
    [['run', 'errors', '--athena', '--steps', '3'], /has no parameter "steps"/],
    [['tables', '--location', 'there', '--monitor', 'A', '--since', '2026-01-01'], /must be a prefix in S3/],
  ])('%j is told what is wrong', async (argv, message) => {
    const result = await run(...argv);
    expect(result.code).toBe(1);
    expect(result.error).toMatch(message);
  });

  it.each([[[]], [['run']], [['walk']], [['list', 'all']], [['run', 'errors', '--colour']]])(
    '%j is wrong usage',
    async (argv) => {
      const result = await run(...argv);
      expect(result.code).toBe(2);
      expect(result.error).toContain('Usage: dual-rum-queries');
    },
  );
});

describe('verdict', () => {
  const name =
    'AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/26/123456789012_CloudTrail_eu-west-1_20261126T1005Z_abc.json.gz';
  const fill = (): void => {
    write('rum/a.jsonl', `${record({ id: 'one', session: 'session-1', monitor: 'ShopAuthenticated' })}\n`);
    const records = [
      put({ session: 'session-1', events: ['one'] }),
      put({ session: 'session-1', subject: 'auth0|bob', events: ['one'] }),
    ];
    write(`trail/${name}`, gzipSync(`{"Records":[${records.join()}]}`));
  };

  it('judges an export with the files of CloudTrail, and shows the evidence', async () => {
    fill();
    const from = ['--from', join(folder, 'rum'), '--from', join(folder, 'trail')];
    const { out } = await run('verdict', ...from, '--json');
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ verdict: 'shared', subjects: 'auth0|alice, auth0|bob', events: 1 }),
    ]);
    expect((await run('verdict', ...from, '--session', 'session-2')).out).toBe('No rows: no event matches.\n');
    const evidence = await run('verdict', ...from, '--evidence', 'session-1', '--csv');
    expect(evidence.out.split('\r\n').map((line) => line.split(',')[2])).toEqual([
      'what',
      'ShopAuthenticated',
      'PutRumEvents',
      'PutRumEvents',
      undefined,
    ]);
  });

  it('says in the name of the verdict that there is no trail', async () => {
    fill();
    const { out } = await run('verdict', '--from', join(folder, 'rum'), '--csv');
    expect(out).toContain(',session-1,unexplained-without-trail,no sign-in,');
  });

  it('says which file of CloudTrail cannot be read', async () => {
    fill();
    write(`trail/${name}`, gzipSync('{"Records":[{'));
    const { code, error } = await run('verdict', '--from', folder);
    expect(code).toBe(1);
    expect(error).toMatch(/A file of CloudTrail cannot be read: .*_CloudTrail_.*Download it again, or remove it/);
  });
});

it('prints SQL for Athena, with the days that it has to read', async () => {
  const { out } = await run(
    'run',
    'vitals',
    '--athena',
    '--since',
    '2026-11-01',
    '--until',
    '2026-11-08',
    '--page',
    "/it's",
  );
  expect(out).toMatch(/^-- Web vitals by page and release/);
  expect(out).toContain("day >= '2026-11-01' AND day <= '2026-11-09'");
  expect(out).toContain("page = '/it''s'");
  expect(out).not.toMatch(/p75\(|[{}]|quantile/);
});

it('lists every query, and the tables of Athena', async () => {
  const { out } = await run('list');
  for (const { name } of queries) expect(out).toContain(`${name}: `);
  const tables = await run(
    'tables',
    '--location',
    's3://lake/rum/',
    '--monitor',
    'Shop',
    '--monitor',
    'ShopUsers',
    '--since',
    '2026-01-01',
  );
  expect(tables.out).toContain("'storage.location.template' = 's3://lake/rum/monitor=${monitor}/day=${day}/'");
  expect(tables.out).toContain("'projection.monitor.values' = 'Shop,ShopUsers'");
  expect((await run('--help')).out).toContain('Usage');
  expect((await run('--version')).out).toBe('1.2.3\n');
});
