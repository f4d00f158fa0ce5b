import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';

const bin = resolve(import.meta.dirname, '../../../packages/console/dist/bin.js');
const monitorId = randomUUID();
/** Guests need no signature here: what is tested is what becomes of a batch that is accepted. */
const config = {
  appMonitors: [
    {
      name: 'Shop',
      id: monitorId,
      state: 'guest',
      resourcePolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'rum:PutRumEvents', Resource: '*' }] },
    },
    { name: 'ShopUsers', state: 'authenticated' },
  ],
};

interface Started {
  url: string;
  process: ChildProcess;
  ended: Promise<{ code: number | null; error: string }>;
}

let folder: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-console-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the command. `before` is shell that goes before it. */
async function start(before = ''): Promise<Started> {
  const args = ['--quiet', '--config', join(folder, 'config.json'), '--data', join(folder, 'data')];
  const child = spawn('sh', ['-c', `${before} exec "$0" "$@"`, process.execPath, bin, ...args]);
  running.push(child);
  let error = '';
  child.stderr.on('data', (data: Buffer) => (error += data.toString()));
  const ended = new Promise<{ code: number | null; error: string }>((resolved) =>
    child.on('exit', (code) => resolved({ code, error })),
  );
  const url = await Promise.race([
    new Promise<string>((resolved) => child.stdout.once('data', (data: Buffer) => resolved(data.toString().trim()))),
    ended.then(() => ''),
  ]);
  return { url, process: child, ended };
}

async function send(
  url: string,
  events: number,
  padding = '',
): Promise<{ status: number; ids: string[]; message?: string }> {
  const ids = Array.from({ length: events }, () => randomUUID());
  const body = JSON.stringify({
    BatchId: randomUUID(),
    AppMonitorDetails: { id: monitorId, version: '1.0.0' },
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: ids.map((id) => ({
      id,
      timestamp: Math.floor(Date.now() / 1000),
      type: 'com.amazon.rum.page_view_event',
      metadata: JSON.stringify({ version: '1.0.0', pageId: '/' }),
      details: JSON.stringify({ version: '1.0.0', pageId: '/', padding }),
    })),
  });
  const answer = await fetch(`${url}/appmonitors/${monitorId}`, { method: 'POST', body });
  const { message } = (await answer.json()) as { message?: string };
  return { status: answer.status, ids, ...(message === undefined ? {} : { message }) };
}

async function storedIds(url: string): Promise<string[]> {
  const events = (await (await fetch(`${url}/_events`)).json()) as { id: string }[];
  return events.map(({ id }) => id);
}

/** Sends batches until one is refused. */
async function sendUntilRefused(url: string) {
  const acknowledged: string[] = [];
  for (;;) {
    const sent = await send(url, 5, 'x'.repeat(2000));
    if (sent.status !== 200) return { acknowledged, failed: sent };
    acknowledged.push(...sent.ids);
  }
}

describe('a console with a data folder', () => {
  it('has every event that it acknowledged, once, each time after it was killed in the middle', async () => {
    const acknowledged: string[] = [];
    let stored: string[] = [];
    for (const after of [1, 250, 700]) {
      const one = await start();
      const goal = acknowledged.length + after;
      const senders = Array.from({ length: 4 }, async () => {
        for (;;) {
          const sent = await send(one.url, 7).catch(() => undefined);
          if (sent === undefined) return;
          expect(sent.status).toBe(200);
          acknowledged.push(...sent.ids);
          if (acknowledged.length >= goal) one.process.kill('SIGKILL');
        }
      });
      await Promise.all(senders);
      const next = await start();
      stored = await storedIds(next.url);
      expect(acknowledged.length).toBeGreaterThanOrEqual(goal);
      expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
      expect(new Set(stored).size).toBe(stored.length);
      // What was written and not acknowledged is there whole or not at all.
      expect(stored.length % 7).toBe(0);
      // The questions count the same.
      const { rows } = (await (await fetch(`${next.url}/_query/writers`)).json()) as { rows: { events: number }[] };
      expect(rows.map(({ events }) => events)).toEqual([stored.length]);
      next.process.kill('SIGKILL');
      await next.ended;
    }
  });

  it('refuses what it cannot write, says why, and loses nothing of what it had', async () => {
    // No file may be larger than 100 KB.
    const first = await start('trap "" XFSZ; ulimit -f 100;');
    const { acknowledged, failed } = await sendUntilRefused(first.url);
    expect(failed).toMatchObject({
      status: 500,
      message: expect.stringMatching(
        /cannot write to .*jsonl: the file would be larger than the system allows/,
      ) as string,
    });
    expect(await storedIds(first.url)).toEqual(acknowledged);
    // A smaller one still fits.
    const small = await send(first.url, 1);
    if (small.status === 200) acknowledged.push(...small.ids);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = await start();
    expect(await storedIds(second.url)).toEqual(acknowledged);
    expect(acknowledged.length).toBeGreaterThan(5);
  });

  it('does not start on a folder that another one has, and does when that one has stopped', async () => {
    const first = await start();
    const second = await start();
    expect(await second.ended).toEqual({
      code: 1,
      error: expect.stringMatching(
        new RegExp(`is in use by another console \\(process ${first.process.pid}\\)`),
      ) as string,
    });
    first.process.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    expect((await start()).url).toMatch(/^http/);
  });
});

/** A disk of its own for the data folder; only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const run = (...args: string[]): void => void execFileSync(args[0]!, args.slice(1), { stdio: 'pipe' });

describe.skipIf(!canMount && unavailable('a small disk', 'only root on Linux may mount one'))(
  'on a disk of its own',
  () => {
    let disk: string;
    beforeEach(() => {
      disk = join(folder, 'data');
      mkdirSync(disk);
      run('mount', '-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', disk);
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map(stop));
      run('umount', '--lazy', disk);
    });

    it('refuses batches while the disk is full, says so, and has what it acknowledged when there is room again', async () => {
      const first = await start();
      const { acknowledged, failed } = await sendUntilRefused(first.url);
      expect(failed).toMatchObject({
        status: 500,
        message: expect.stringMatching(/the disk is full\. Free some space/) as string,
      });
      expect(acknowledged.length).toBeGreaterThan(5);
      run('mount', '-o', 'remount,size=600k', disk);
      const again = await send(first.url, 5, 'x'.repeat(2000));
      expect(again.status).toBe(200);
      acknowledged.push(...again.ids);
      await stop(first.process);
      expect(await storedIds((await start()).url)).toEqual(acknowledged);
    });

    it('does not start when it may only read, says so, and has everything when it may write again', async () => {
      const first = await start();
      const { ids } = await send(first.url, 3);
      await stop(first.process);
      run('mount', '-o', 'remount,ro', disk);
      expect(await (await start()).ended).toEqual({
        code: 1,
        error: expect.stringMatching(/the file system is read-only\. Give another folder/) as string,
      });
      run('mount', '-o', 'remount,rw', disk);
      expect(await storedIds((await start()).url)).toEqual(ids);
    });
  },
);

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}
