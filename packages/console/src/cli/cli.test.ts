import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startConsole } from '../core/startConsole.ts';
import { runCli } from './runCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'dual-rum-console-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** Runs the command; `whileUp` gets the URL once it listens, and the command is stopped after it. */
async function run(argv: string[], whileUp?: (url: string) => Promise<unknown>) {
  let out = '';
  let error = '';
  let stop: () => void = () => undefined;
  const code = await runCli({
    argv,
    version: '1.2.3',
    out(text) {
      const first = out === '';
      out += text;
      const [url] = /http:\/\/[\d.:]+/.exec(text) ?? [];
      if (first && url) void Promise.resolve(whileUp?.(url)).finally(() => stop());
    },
    error: (text) => (error += text),
    onStop(callback) {
      stop = callback;
    },
  });
  return { code, out, error };
}

describe('the command', () => {
  it('prints its usage and its version', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, error: '' });
    for (const flag of ['--port', '--config', '--quiet', '--version']) expect(help.out).toContain(flag);
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', error: '' });
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port', 'x'], '--port "x" must be a whole number'],
    [['serve'], 'There is no command "serve"'],
  ])('exits with 2 on wrong usage: %j', async (argv, message) => {
    const result = await run(argv);
    expect(result.code).toBe(2);
    expect(result.error).toContain(message);
    expect(result.error).toContain('Usage:');
  });

  it.each([
    ['missing.json', undefined, 'cannot read'],
    ['broken.json', '{', 'is not JSON'],
    ['unknown.json', '{"appMonitor":[]}', 'config.appMonitor: unknown; config takes port, region'],
    ['code.json', '{"clock":1}', 'config.clock: unknown'],
    ['wrong.json', '{"region":1}', 'region: 1 given; it must be an AWS region'],
  ])('exits with 1 on a bad config: %s', async (name, text, message) => {
    const path = text === undefined ? join(folder, name) : file(name, text);
    const result = await run(['--config', path]);
    expect(result.code).toBe(1);
    expect(result.error).toContain(message);
  });

  it('exits with 1 when the port is taken', async () => {
    const other = await startConsole();
    const { port } = new URL(other.url);
    const result = await run(['--port', port]);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.error).toBe(
      `dual-rum-console: port: ${port} is already in use on 127.0.0.1, perhaps by another console; stop that, or take a free port with 0.\n`,
    );
    await other.close();
  });

  it('greets with what to paste, and is loud about refused writes', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const config = file(
      'good.json',
      JSON.stringify({
        appMonitors: [
          { name: 'Shop', id, state: 'guest' },
          { name: 'ShopUsers', state: 'authenticated' },
        ],
      }),
    );
    const write = (url: string) => fetch(`${url}/appmonitors/${id}`, { method: 'POST', body: '{}' });
    const result = await run(['--config', config], write);
    expect(result.code).toBe(0);
    expect(result.out).toContain(`guest          ${id}  Shop`);
    const printed = (output: string): string => output.slice(output.indexOf('import { createDualRum }'));
    expect(printed(result.out)).toContain(`guest: {\n    appMonitorId: '${id}',\n    identityPoolId: 'us-east-1:`);
    // The ids that nobody has given are the same again.
    const again = await run(['--config', config], write);
    const withoutAddress = (output: string): string => printed(output).replace(/127\.0\.0\.1:\d+/g, 'console');
    expect(withoutAddress(again.out)).toBe(withoutAddress(result.out));
    expect(again.out).toContain('so is the\naddress with --port 4567');
    expect(result.error).toContain('*** REFUSED 403 Shop: AccessDeniedException');
    const quiet = await run(['--quiet', '--config', config], write);
    expect(quiet.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(quiet.error).toContain('REFUSED');
  });

  it('runs as a process that SIGTERM ends cleanly', async () => {
    const bin = resolve(import.meta.dirname, '../bin.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', bin, '--quiet'], { stdio: 'pipe' });
    const code = await new Promise((done, fail) => {
      child.on('error', fail);
      child.on('exit', done);
      child.stdout.once('data', (line: Buffer) => {
        expect(line.toString()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
        child.kill('SIGTERM');
      });
    });
    expect(code).toBe(0);
  });
});
