import { spawnSync } from 'node:child_process';

export interface Outcome {
  /** `null` when it had to be ended because it did not end by itself. */
  status: number | null;
  output: string;
  errors: string;
}

/** Runs Node to its end, or ends it after `limit` milliseconds. */
export function runNode(args: string[], cwd: string, limit = 60_000): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit,
    // What the test runner sets for itself must not reach the process under test.
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  return { status, output: stdout.trim(), errors: stderr.trim() };
}
