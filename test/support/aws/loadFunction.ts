import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionFolder, type FunctionName } from '@dual-rum/identity-events/functions';
import type { SQSBatchResponse } from 'aws-lambda';
import type { Invoke } from './queue.ts';

type Env = Record<string, string>;

/** What Lambda sets for every function. */
export const ACCOUNT: Env = {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

let loaded = 0;

/** The same of a function that answers with something else than a queue's: a trigger. */
export const loadTrigger = async (name: FunctionName, env: Env): Promise<(event: unknown) => Promise<unknown>> =>
  (await loadFunction(name, env)) as unknown as (event: unknown) => Promise<unknown>;

/** Loads the bundle that is deployed into this process, with this environment, and without log lines. */
export function loadFunction(name: FunctionName, env: Env): Promise<Invoke> {
  return loadModule(pathToFileURL(join(functionFolder(name), 'index.mjs')).href, env);
}

/** The same of any module with a handler. */
export async function loadModule(url: string, env: Env): Promise<Invoke> {
  const quiet = { ...ACCOUNT, POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true', ...env };
  // Each time a module of its own, as in each new instance of a function.
  const { handler } = await within(quiet, () => import(`${url}?${loaded++}`) as Promise<{ handler: Invoke }>);
  // The AWS SDK reads its endpoint with the first request.
  return (event) => within(quiet, () => handler(event));
}

async function within<T>(env: Env, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

export interface Process {
  invoke: Invoke;
  /** All that it has written: log lines and metrics. */
  output(): string;
  /** Ends it in the middle of whatever it does. */
  kill(): void;
}

/** The bundle in a process of its own, for one invocation. */
export function startFunction(name: FunctionName, env: Env): Process {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(functionFolder(name), 'index.mjs')).href)});
    process.once('message', async (event) => process.send(await handler(event), () => process.disconnect()));`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    env: { PATH: process.env['PATH'], ...ACCOUNT, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return {
    invoke: (event) =>
      new Promise((done, fail) => {
        let response: SQSBatchResponse | undefined;
        child.once('message', (message) => (response = message as SQSBatchResponse));
        // Closed: all that it wrote has been read.
        child.once('close', (code, signal) =>
          response ? done(response) : fail(new Error(`the function ended with ${code ?? signal}`)),
        );
        child.send(event);
      }),
    output: () => output,
    kill: () => void child.kill('SIGKILL'),
  };
}
