import { expect, it, vi } from 'vitest';
import { createProblems } from './createProblems.ts';
import type { Problem } from '../api/types.ts';

/** The types of the problems that a listener has heard, once there are this many. */
async function heard(listener: { mock: { calls: [Problem][] } }, count: number): Promise<string[]> {
  await vi.waitFor(() => expect(listener.mock.calls).toHaveLength(count));
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
  const { report, listen } = createProblems();
  for (let count = 1; count <= 25; count++) report({ type: 'queue-full', monitor: 'guest', count });
  const listener = listenerOf();
  listen(listener);
  await heard(listener, 20);
  expect(listener.mock.calls.map(([{ count }]) => count)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
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
