import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClient } from './watchClient.ts';

class Client {
  login(): Promise<string> {
    return Promise.resolve('logged in');
  }
  renew(): Promise<string> {
    return Promise.resolve('renewed');
  }
  logout(): Promise<void> {
    return Promise.resolve();
  }
}
const METHODS = { login: 'sign-in', renew: 'renewal', logout: 'sign-out', absent: 'sign-in' } as const;
const alice = { subject: 'alice' };
const noMore = () => [];

function setUp(client: Client = new Client()) {
  const watched = watchClient(client, METHODS, noMore);
  const hint = vi.fn();
  watched.subscribe(hint);
  return { ...watched, client, hint, hints: () => hint.mock.calls.map((call) => call.join(' ')) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  history.replaceState(null, '', '/');
});

it('hints before the app goes on after a call', async () => {
  const { client, hint } = setUp();
  const order: string[] = [];
  hint.mockImplementation((why) => order.push(why as string));
  await client.login();
  order.push('app');
  expect(order).toEqual(['login', 'app']);
});

it('tells a sign-in from the renewal of somebody who is signed in', async () => {
  const { client, hints, remember } = setUp();
  remember(null);
  await client.renew();
  await client.login();
  remember(alice);
  await client.renew();
  await client.login();
  expect(hints()).toEqual(['renew change', 'login change', 'renew refresh', 'login change']);
});

it.each([
  ['a popup that was closed', { error: 'cancelled' }, 'refresh'],
  ['a renewal that the provider refuses', { error: 'login_required' }, 'change'],
])('hints after a call that fails: %s', async (_, reason, kind) => {
  const client = new Client();
  client.renew = () => Promise.reject(Object.assign(new Error('failed'), reason));
  const { hints } = setUp(client);
  await client.renew().catch(() => undefined);
  expect(hints()).toEqual([`renew ${kind}`]);
});

it('hints when a sign-out begins, and has no answer before it is over', async () => {
  const { client, hints, isAnswerPending } = setUp();
  const logout = client.logout();
  expect(hints()).toEqual(['logout change']);
  expect(isAnswerPending(true)).toBe(true);
  await logout;
  expect(hints()).toEqual(['logout change', 'logout change']);
  expect(isAnswerPending(true)).toBe(false);
});

it('waits for a sign-out that never ends, because it leaves the page, for ten seconds', async () => {
  const client = new Client();
  client.logout = () => new Promise(() => undefined);
  const { hints, isAnswerPending } = setUp(client);
  void client.logout();
  await vi.advanceTimersByTimeAsync(9900);
  expect(isAnswerPending(true)).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(isAnswerPending(true)).toBe(false);
  expect(hints()).toHaveLength(2);
});

it('has no answer for a guest while a call may sign in, and one for a user', async () => {
  const { client, isAnswerPending, nextHint } = setUp();
  const login = client.login();
  expect([isAnswerPending(false), isAnswerPending(true)]).toEqual([true, false]);
  await Promise.all([login, nextHint()]);
  expect(isAnswerPending(false)).toBe(false);
});

it('watches from its creation, and again for a subscriber who comes after the last has left', async () => {
  const client = new Client();
  const stop = vi.fn();
  const { subscribe } = watchClient(client, METHODS, () => [stop]);
  expect(Object.hasOwn(client, 'login')).toBe(true);
  const undo = [subscribe(vi.fn()), subscribe(vi.fn())];
  undo[0]!();
  expect(Object.hasOwn(client, 'login')).toBe(true);
  undo[1]!();
  expect(Object.hasOwn(client, 'login')).toBe(false);
  expect(stop).toHaveBeenCalledOnce();

  const hint = vi.fn();
  subscribe(hint);
  await client.login();
  expect(hint).toHaveBeenCalledOnce();
});

it('hints at nothing it calls itself', async () => {
  const { callOriginal, hints } = setUp();
  expect(await callOriginal('login')).toBe('logged in');
  expect(hints()).toEqual([]);
});

it('looks again and again at a frozen client while a sign-in is expected, but not for ever', async () => {
  history.replaceState(null, '', '/?code=1&state=abc');
  sessionStorage.setItem('transaction', 'abc');
  const { isAnswerPending, nextHint } = setUp(Object.freeze(new Client()));
  let rounds = 0;
  while (isAnswerPending(false) && rounds < 100) {
    rounds++;
    const next = nextHint();
    await vi.advanceTimersByTimeAsync(250);
    await next;
  }
  expect(rounds).toBe(32);
});
