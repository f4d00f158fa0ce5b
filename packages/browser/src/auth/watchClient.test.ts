import { expect, it, vi } from 'vitest';
import { watchClient } from './watchClient.ts';

class Client {
  count = 0;
  async login(by: number): Promise<number> {
    await Promise.resolve();
    return (this.count += by);
  }
  logout(): Promise<void> {
    return Promise.reject(new Error('offline'));
  }
}
const NAMES = ['login', 'logout'];
const noMore = () => [];

it('hints to every subscriber when a method has settled, well or badly', async () => {
  const client = new Client();
  const hints = [vi.fn(), vi.fn()];
  const { subscribe } = watchClient(client, NAMES, noMore);
  hints.forEach(subscribe);
  await client.login(2);
  await client.logout().catch(() => undefined);
  for (const hint of hints) expect(hint.mock.calls).toEqual([['login'], ['logout']]);
});

it('watches from its creation: a call before anybody subscribes makes an answer pending', async () => {
  const client = new Client();
  const { isAnswerPending, nextHint } = watchClient(client, NAMES, noMore);
  const login = client.login(1);
  expect(isAnswerPending()).toBe(true);
  await Promise.all([login, nextHint()]);
  expect(isAnswerPending()).toBe(false);
});

it('stops when the last subscriber has left, and watches again for the next', async () => {
  const client = new Client();
  const stop = vi.fn();
  const { subscribe } = watchClient(client, NAMES, () => [stop]);
  const undo = [subscribe(vi.fn()), subscribe(vi.fn())];
  undo[0]!();
  expect(Object.hasOwn(client, 'login')).toBe(true);
  undo[1]!();
  expect(Object.hasOwn(client, 'login')).toBe(false);
  expect(stop).toHaveBeenCalledOnce();

  const hint = vi.fn();
  subscribe(hint);
  await client.login(1);
  expect(hint).toHaveBeenCalledOnce();
});

it('hints at nothing it calls itself', async () => {
  const client = new Client();
  const hint = vi.fn();
  const { callOriginal, subscribe } = watchClient(client, NAMES, noMore);
  subscribe(hint);
  await callOriginal('login', 1);
  expect(client.count).toBe(1);
  expect(hint).not.toHaveBeenCalled();
});
