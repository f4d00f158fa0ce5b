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
  parse(): number {
    throw new Error('no state');
  }
  bound = (): Promise<string> => Promise.resolve('bound');
}
const NAMES = ['login', 'logout', 'bound', 'parse', 'absent'];

/** What was told, such as `login`, `login over`. */
function makeListener() {
  const told: string[] = [];
  const onCall = (name: string) => {
    told.push(name);
    return (failure: unknown) => void told.push(`${name} ${failure ? 'failed' : 'over'}`);
  };
  return { told, onCall };
}

it("gives the caller the method's own promise, result, rejection and error", async () => {
  const promise = Promise.resolve('mine');
  const client = new Client();
  client.bound = () => promise;
  watchMethods(client, NAMES, makeListener().onCall);
  expect(client.bound()).toBe(promise);
  expect(await client.login(2)).toBe(2);
  await expect(client.logout()).rejects.toThrow('offline');
  expect(() => client.parse()).toThrow('no state');
});

it('tells of a call right before it, and when it is over, well or badly', async () => {
  const client = new Client();
  const { told, onCall } = makeListener();
  watchMethods(client, NAMES, onCall);
  const login = client.login(1);
  expect(told).toEqual(['login']);
  await login;
  await client.logout().catch(() => undefined);
  expect(() => client.parse()).toThrow();
  expect(told).toEqual(['login', 'login over', 'logout', 'logout failed', 'parse', 'parse failed']);
});

it('keeps what is on a method: its name, its length, its properties', () => {
  function login(user: string): Promise<string> {
    return Promise.resolve(user);
  }
  const client = { login: Object.assign(login, { calls: 3 }) };
  watchMethods(client, NAMES, makeListener().onCall);
  expect(client.login).toHaveProperty('name', 'login');
  expect(client.login).toHaveLength(1);
  expect(client.login.calls).toBe(3);
});

it('restores every method as it was, and lists nothing that was not listed', () => {
  const client = new Client();
  const { bound } = client;
  const properties = Object.keys(client);
  const { stop } = watchMethods(client, NAMES, makeListener().onCall);
  expect(client.login).not.toBe(Client.prototype.login);
  expect(Object.keys(client)).toEqual(properties);
  stop();
  expect(Object.getOwnPropertyNames(client)).toEqual(properties);
  expect(client.bound).toBe(bound);
  expect(client.login).toBe(Client.prototype.login);
});

it('leaves alone what somebody else has wrapped since', async () => {
  const client = new Client();
  const { stop } = watchMethods(client, NAMES, makeListener().onCall);
  const ours = client.login;
  const theirs = (by: number) => ours.call(client, by);
  client.login = theirs;
  stop();
  expect(client.login).toBe(theirs);
  expect(await client.login(3)).toBe(3);
});

it('leaves a frozen client as it is, and says what it cannot watch', async () => {
  const client = Object.freeze(new Client());
  const { unwatched, stop } = watchMethods(client, NAMES, makeListener().onCall);
  expect(unwatched).toEqual(['login', 'logout', 'bound', 'parse']);
  expect(client.login).toBe(Client.prototype.login);
  expect(await client.bound()).toBe('bound');
  stop();
});

it('does not touch a thenable of another kind: `then` may be what starts it', () => {
  const then = vi.fn();
  const client = { login: () => ({ then }) };
  const { told, onCall } = makeListener();
  watchMethods(client, NAMES, onCall);
  client.login();
  expect(then).not.toHaveBeenCalled();
  expect(told).toEqual(['login', 'login over']);
});
