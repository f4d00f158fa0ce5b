import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server in a process of its own. */
export interface Program {
  url: string;
  stop(): Promise<void>;
}

/** Starts a program that listens on the port it is given, and waits until it answers over HTTP. */
export async function startProgram(
  command: string,
  args: (port: number) => string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(command, args(port), { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let [errors, ended] = ['', false];
  child.stderr.on('data', (chunk: Buffer) => (errors = `${errors}${chunk.toString()}`.slice(-4000)));
  const exit = new Promise<void>((done) => {
    child.on('error', (error) => (errors += error.message));
    child.on('close', () => {
      ended = true;
      done();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
  };
  const deadline = Date.now() + 60_000;
  while (!(await answers(url))) {
    if (ended) throw new Error(`${command} ended instead of listening:\n${errors}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${command} did not answer within a minute:\n${errors}`);
    }
    await sleep(50);
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
