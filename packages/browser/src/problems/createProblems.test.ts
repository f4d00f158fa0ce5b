import { expect, it, vi } from 'vitest';
import { createProblems } from './createProblems.ts';
import type { Problem } from '../api/types.ts';

/** All that a listener hears, once it has heard this many. */
async function heard(listener: { mock: { calls: [Problem][] } }, count: number): Promise<string[]> {
  await vi.waitFor(() => expect(listener.mock.calls).toHaveLength(count));
  return listener.mock.calls.map(([{ type }]) => type);
}

const listenerOf = () => vi.fn<(problem: Problem) => void>();

it('tells what happened, why, and what to do', async () => {
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

it('has a message and a fix for each type, without holes in the sentence', async () => {
  const { report, listen } = createProblems();
  const listener = listenerOf();
  listen(listener);
  const types: Problem['type'][] = [
    'unreachable',
    'unavailable',
    'forbidden',
    'rejected',
    'credentials',
    'queue-full',
    'pending-full',
    'session-limit',
    'storage',
    'auth',
    'invalid-event',
    'beforeSend',
    'instrument',
    'internal',
  ];
  for (const type of types) report({ type, monitor: 'guest', count: 3, note: 'noted', cause: 'because' });
  await heard(listener, types.length);
  for (const [{ type, message, fix }] of listener.mock.calls) {
    expect(`${type}: ${message} ${fix}`).toMatch(/^[\w-]+: .{20,}\. .{5,}\.$/);
    expect(message).not.toMatch(/undefined|\[object|\.\./);
  }
});

it('tells a late listener what it missed, in order, up to twenty', async () => {
  const { report, listen } = createProblems();
  for (let count = 1; count <= 25; count++) report({ type: 'queue-full', monitor: 'guest', count });
  const listener = listenerOf();
  listen(listener);
  await heard(listener, 20);
  expect(listener.mock.calls.map(([{ count }]) => count)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
});

it('tells no one who has left, not even what is on its way', async () => {
  const { report, listen } = createProblems();
  const [stays, leaves] = [listenerOf(), listenerOf()];
  listen(stays);
  const stop = listen(leaves);
  report({ type: 'internal' });
  stop();
  await heard(stays, 1);
  expect(leaves).not.toHaveBeenCalled();
});

it('goes on when a listener throws', async () => {
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
