import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ACCOUNT } from '../../support/aws/loadFunction.ts';

/** Milliseconds of a new instance of a function. */
export interface Start {
  /** To compile and evaluate its code. */
  evaluated: number;
  /** Of its first invocation after that. */
  answered: number;
}

/** Starts a function in a process of its own, and calls it once. */
export async function startOnce(url: string, env: Record<string, string>, event: unknown): Promise<Start> {
  const script = `const started = performance.now();
    const { handler } = await import(${JSON.stringify(url)});
    const evaluated = performance.now();
    await handler(${JSON.stringify(event)});
    const answered = performance.now();
    process.stdout.write('\\n' + JSON.stringify({ evaluated: evaluated - started, answered: answered - evaluated }) + '\\n');
    process.exit(0);`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    env: { PATH: process.env['PATH'], ...ACCOUNT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (code !== 0) throw new Error(`${url} cannot be started: ${errors}`);
  return JSON.parse(output.trim().split('\n').at(-1)!) as Start;
}
