import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { countWorkers } from './countWorkers.ts';

it.skipIf(!existsSync('/proc/self/comm')).each([
  ['DedicatedWorker thread', 1],
  ['DOM Worker', 1],
  ['WebCore: Worker', 1],
  ['Worker Launcher', 0],
])('a thread that is called %s counts as %i workers', async (name, workers) => {
  const child = spawn('sh', ['-c', `printf '${name}' > /proc/$$/comm && echo && read end`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  expect(countWorkers(child.pid!)).toBe(workers);
  child.stdin.end();
  await once(child, 'exit');
  expect(countWorkers(child.pid!)).toBe(0);
});
