import { expect, it, vi } from 'vitest';
import { createProblems } from './createProblems.ts';
import type { Problem } from '../api/types.ts';

/** The types of the problems that a listener has heard, once there are this many. */
async function heard(listener: { mock: { calls: [Problem][] } }, count: number): Promise<string[]> {
  await vi.waitFor(() => expect(listener.mock.calls).toHaveLength(count), 30_000);
  return listener.mock.calls.map(([{ type }]) => type);
}

const listenerOf = () => vi.fn<(problem: Problem) => void>();

it('tells a listener what happened, why, and what to do', async () => {
  const { report, listen } = createProblems();
  const listener = listenerOf();
  listen(listener);
  const cause = new TypeError('Failed to fetch');
  report({ type: 'unreachable', monitor: 'guest', cause });
  await heard(listener, 1);
  expect(listener.mock.calls[0]![0]).toEqual({
    type: 'unreachable',
    monitor: 'guest',
    cause,
    message: expect.stringMatching(/cannot be reached for the guest monitor: TypeError: Failed to fetch/) as string,
    fix: expect.stringMatching(/connect-src/) as string,
  });
});

it('tells a late listener what it missed, in order, up to twenty', async () => {
  let time = 0;
  const { report, listen } = createProblems(() => (time += 100_000));
  for (let count = 1; count <= 25; count++) report({ type: 'queue-full', monitor: 'guest', count });
  const listener = listenerOf();
  listen(listener);
  await heard(listener, 20);
  expect(listener.mock.calls.map(([{ count }]) => count)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
});

it('tells a kind of problem ever more rarely, with the count of all that it did not tell', async () => {
  const { report, listen } = createProblems(() => 0);
  const listener = listenerOf();
  listen(listener);
  for (let times = 0; times < 24; times++) report({ type: 'rejected', monitor: 'guest', count: 1 });
  report({ type: 'rejected', monitor: 'authenticated', count: 1 });
  await heard(listener, 7);
  expect(listener.mock.calls.map(([{ monitor, count }]) => [monitor, count])).toEqual([
    ...[1, 1, 1, 3, 6, 12].map((count) => ['guest', count]),
    ['authenticated', 1],
  ]);
});

it('tells a kind of problem at once again after a quiet minute', async () => {
  let time = 0;
  const { report, listen } = createProblems(() => time);
  const listener = listenerOf();
  listen(listener);
  for (let times = 0; times < 5; times++) report({ type: 'auth' });
  time = 60_001;
  report({ type: 'auth' });
  await heard(listener, 4);
});

it('ends when each problem that a listener hears leads to the next one', async () => {
  const { report, listen } = createProblems(() => 0);
  const listener = vi.fn<(problem: Problem) => void>(() => report({ type: 'rejected', monitor: 'guest', count: 1 }));
  listen(listener);
  report({ type: 'rejected', monitor: 'guest', count: 1 });
  await heard(listener, 3);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(listener).toHaveBeenCalledTimes(3);
});

it('tells a listener that has left nothing more, not even what is on its way', async () => {
  const { report, listen } = createProblems();
  const [stays, leaves] = [listenerOf(), listenerOf()];
  listen(stays);
  const stop = listen(leaves);
  report({ type: 'internal' });
  stop();
  await heard(stays, 1);
  expect(leaves).not.toHaveBeenCalled();
});

it('tells the other listeners when one throws', async () => {
  const { report, listen } = createProblems();
  const good = listenerOf();
  listen(() => {
    throw new Error('the app failed');
  });
  listen(good);
  report({ type: 'internal' });
  report({ type: 'instrument' });
  expect(await heard(good, 2)).toEqual(['internal', 'instrument']);
});
