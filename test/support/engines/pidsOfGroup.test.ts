import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { until } from '../sdk/until.ts';
import { pidsOfGroup } from './pidsOfGroup.ts';

const run = (script: string) => spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
const untilEnded = (group: number) =>
  until(
    'all of the group have ended',
    () => pidsOfGroup(group),
    (pids) => pids.length === 0,
  );

it.skipIf(!existsSync('/proc/self/stat'))('a group runs until the last of its processes has ended', async () => {
  const first = run('sleep 60 &');
  await once(first, 'exit');
  expect(pidsOfGroup(first.pid!)).toHaveLength(1);
  process.kill(-first.pid!, 'SIGKILL');
  await untilEnded(first.pid!);
});

it.skipIf(!existsSync('/proc/self/stat'))('a process has ended, whether or not its parent looks', async () => {
  // It has a group of its own; what its parent became never looks.
  const parent = run(`setsid sh -c 'echo $$' & exec sleep 60`);
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const group = Number(text.toString());
  await untilEnded(group);
  expect(process.kill(-group, 0)).toBe(true);
  process.kill(-parent.pid!, 'SIGKILL');
});
