import { afterEach, expect, it, vi } from 'vitest';
import { isOver, observe } from './watchClient.ts';

class Client {
  count = 0;
  async login(by: number): Promise<number> {
    await Promise.resolve();
    return (this.count += by);
  }
  logout(): Promise<void> {
    return Promise.reject(new Error('offline'));
  }
  bound = (): Promise<string> => Promise.resolve('bound');
}
const NAMES = ['login', 'logout', 'bound', 'absent'];

afterEach(() => history.replaceState(null, '', '/'));

it("gives the caller the method's own promise, and hints when it has settled, well or badly", async () => {
  const client = new Client();
  const tell = vi.fn();
  const { subscribe } = observe(client, NAMES, () => []);
  subscribe(tell);
  const promise = Promise.resolve('mine');
  client.bound = () => promise;
  expect(client.bound()).toBe(promise);
  expect(await client.login(2)).toBe(2);
  expect(tell.mock.calls).toEqual([['login']]);
  await expect(client.logout()).rejects.toThrow('offline');
  expect(tell.mock.calls).toEqual([['login'], ['logout']]);
});

it('restores every method as it was, and watches again for the next subscriber', async () => {
  const client = new Client();
  const { bound } = client;
  const before = Object.keys(client);
  const stopped = vi.fn();
  const { subscribe } = observe(client, NAMES, () => [stopped]);
  const undo = [subscribe(vi.fn()), subscribe(vi.fn())];
  undo[0]!();
  expect(Object.hasOwn(client, 'login')).toBe(true);
  undo[1]!();
  expect(Object.keys(client)).toEqual(before);
  expect(client.bound).toBe(bound);
  expect(client.login).toBe(Client.prototype.login);
  expect(stopped).toHaveBeenCalledOnce();

  const tell = vi.fn();
  subscribe(tell);
  await client.login(1);
  expect(tell).toHaveBeenCalledOnce();
});

it('leaves alone what somebody else has put on top', async () => {
  const client = new Client();
  const { subscribe } = observe(client, NAMES, () => []);
  const tell = vi.fn();
  const undo = subscribe(tell);
  const ours = client.login;
  const theirs = (by: number) => ours.call(client, by);
  client.login = theirs;
  undo();
  expect(client.login).toBe(theirs);
  expect(await client.login(3)).toBe(3);
  expect(tell).not.toHaveBeenCalled();
});

it('is busy while a method runs', async () => {
  const client = new Client();
  const { busy, next } = observe(client, NAMES, () => []);
  expect([busy(), busy(true)]).toEqual([false, true]);
  const login = client.login(1);
  const hinted = next();
  expect(busy()).toBe(true);
  await Promise.all([login, hinted]);
  expect([busy(), busy(true)]).toEqual([false, false]);
});

it.each(['/?code=1&state=2', '/?state=2&error=access_denied', '/#state=2&code=1'])(
  'is busy from the start where the page has come back from the provider: %s',
  async (url) => {
    history.replaceState(null, '', url);
    const client = new Client();
    const { busy } = observe(client, NAMES, () => []);
    expect(busy()).toBe(true);
    history.replaceState(null, '', '/');
    expect(busy()).toBe(true);
    await client.logout().catch(() => undefined);
    expect(busy()).toBe(false);
  },
);

it('is not busy on a page that has a code of its own', () => {
  history.replaceState(null, '', '/?code=voucher');
  expect(observe(new Client(), NAMES, () => []).busy()).toBe(false);
});

it('hints at nothing it calls itself', async () => {
  const client = new Client();
  const { call, subscribe } = observe(client, NAMES, () => []);
  const tell = vi.fn();
  subscribe(tell);
  await call('login', 1);
  expect(client.count).toBe(1);
  expect(tell).not.toHaveBeenCalled();
});

it('takes only a refusal of the provider for the end of a session', () => {
  expect(isOver({ error: 'login_required' })).toBe(true);
  expect(isOver({ error: 'invalid_grant' })).toBe(true);
  for (const cause of [
    { error: 'timeout' },
    { error: 'temporarily_unavailable' },
    new TypeError('fetch'),
    undefined,
    null,
  ]) {
    expect(isOver(cause)).toBe(false);
  }
});
