import { expect, it, vi } from 'vitest';
import { watchMethods } from './watchMethods.ts';

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
const makeListener = () => ({ onCall: vi.fn(), onSettled: vi.fn() });

it("gives the caller the method's own promise, result and rejection", async () => {
  const client = new Client();
  const promise = Promise.resolve('mine');
  client.bound = () => promise;
  watchMethods(client, NAMES, makeListener());
  expect(client.bound()).toBe(promise);
  expect(await client.login(2)).toBe(2);
  await expect(client.logout()).rejects.toThrow('offline');
});

it('tells of a call when it begins, and when it is over, well or badly', async () => {
  const client = new Client();
  const listener = makeListener();
  watchMethods(client, NAMES, listener);
  const login = client.login(1);
  expect(listener.onCall).toHaveBeenCalledExactlyOnceWith('login');
  expect(listener.onSettled).not.toHaveBeenCalled();
  await login;
  expect(listener.onSettled).toHaveBeenCalledExactlyOnceWith('login');
  await client.logout().catch(() => undefined);
  expect(listener.onSettled).toHaveBeenLastCalledWith('logout');
});

it('restores every method as it was', () => {
  const client = new Client();
  const { bound } = client;
  const properties = Object.keys(client);
  const restore = watchMethods(client, NAMES, makeListener());
  expect(client.login).not.toBe(Client.prototype.login);
  restore();
  expect(Object.keys(client)).toEqual(properties);
  expect(client.bound).toBe(bound);
  expect(client.login).toBe(Client.prototype.login);
});

it('leaves alone what somebody else has wrapped since', async () => {
  const client = new Client();
  const restore = watchMethods(client, NAMES, makeListener());
  const ours = client.login;
  const theirs = (by: number) => ours.call(client, by);
  client.login = theirs;
  restore();
  expect(client.login).toBe(theirs);
  expect(await client.login(3)).toBe(3);
});
