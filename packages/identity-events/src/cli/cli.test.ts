import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { auth0Samples } from '../auth0/samples.ts';
import { runCli } from './runCli.ts';

const count = auth0Samples(new Date(0)).length;

async function run(...argv: string[]) {
  let [out, error] = ['', ''];
  const code = await runCli({
    argv,
    version: '1.2.3',
    now: new Date('2026-11-26T10:00:00Z'),
    out: (line) => (out += line),
    error: (line) => (error += line),
  });
  return { code, out, error };
}

afterEach(() => vi.unstubAllEnvs());

/** An endpoint of AWS that answers every request with this. */
async function endpoint(answer: (body: string) => { status: number; body: string }) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      const { status, body: reply } = answer(body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(reply);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
  })) {
    vi.stubEnv(name, value);
  }
  return { url, bodies };
}

describe('the command', () => {
  it('prints its usage and its version', async () => {
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, error: '' });
    for (const flag of ['--to', '--from', '--version']) expect(help.out).toContain(flag);
    expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', error: '' });
  });

  it.each([
    [[], 'Which command?'],
    [['send'], 'There is no command "send".'],
    [['sample'], '--to is missing'],
    [['sample', 'x', '--to', 'y'], 'Unexpected argument "x".'],
    [['sample', '--to', 'x', '--from', 'soon'], '--from "soon" must be a time'],
    [['sample', '--to', 'arn:aws:sqs:us-east-1:123456789012:q'], 'A queue goes by its URL'],
    [['sample', '--tu', 'x'], "Unknown option '--tu'"],
  ])('exits with 2 on wrong usage: %j', async (argv, message) => {
    const result = await run(...argv);
    expect(result.code).toBe(2);
    expect(result.error).toContain(message);
    expect(result.error).toContain('Usage:');
  });

  it('writes the files of a bucket into a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-sample-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const result = await run('sample', '--to', folder);
    expect(result).toEqual({ code: 0, out: `${count} of ${count} sample events sent to ${folder}\n`, error: '' });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
    expect(files.map((path) => path.replace(/100000-\w+/, 'name')).sort()).toEqual([
      'identity-events/auth0/csv/day=2026-11-26/name.csv',
      'identity-events/auth0/parquet/day=2026-11-26/name.parquet',
    ]);
  });

  it('invokes a function with one batch, and says what failed', async () => {
    const { bodies } = await endpoint((body) => {
      const { Records } = JSON.parse(body) as { Records: { messageId: string }[] };
      const batchItemFailures = [{ itemIdentifier: Records[1]!.messageId }];
      return { status: 200, body: JSON.stringify({ batchItemFailures }) };
    });
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:events';
    const result = await run('sample', '--to', arn);
    expect(result.code).toBe(1);
    expect(result.out).toBe(`${count - 1} of ${count} sample events sent to ${arn}\n`);
    expect(result.error).toMatch(/^✗ 00000000-[\w-]+: its log says why\n$/);
    expect(bodies).toHaveLength(1);
  });

  it('exits with 1 and the reason when it cannot send', async () => {
    const { url } = await endpoint(() => ({ status: 400, body: '{"__type":"AccessDenied","message":"not allowed"}' }));
    const result = await run('sample', '--to', `${url}/123456789012/queue`);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.error).toContain('cannot send to');
    expect(result.error).toContain('not allowed');
  });
});
