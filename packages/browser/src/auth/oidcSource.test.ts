import { beforeEach, expect, it, vi } from 'vitest';
import { oidcSource } from './oidcSource.ts';

// What the contract suite cannot bring about with the real client.

const user = (sub: string, seconds: number, refresh = true) => ({
  profile: { sub, iss: 'https://id.example.com', exp: Math.floor(Date.now() / 1000) + seconds },
  id_token: `token of ${sub}, ${seconds}`,
  refresh_token: refresh ? 'refresh' : undefined,
  expired: seconds <= 0,
});

function makeManager(first: ReturnType<typeof user> | null) {
  const add = () => () => undefined;
  const manager = {
    user: first,
    settings: { silent_redirect_uri: '' },
    getUser: () => Promise.resolve(manager.user),
    signinSilent: vi.fn(async () => {
      await Promise.resolve();
      return (manager.user = user('alice', 3600));
    }),
    events: { addUserLoaded: add, addUserUnloaded: add, addUserSignedOut: add, addSilentRenewError: add },
  };
  return manager;
}

beforeEach(() => history.replaceState(null, '', '/'));

it('renews but once at a time, and joins a renewal of the app', async () => {
  const manager = makeManager(user('alice', 30));
  const { signinSilent } = manager;
  const source = oidcSource(manager);
  void manager.signinSilent();
  const tokens = await Promise.all([source.idToken(), source.idToken()]);
  expect(tokens).toEqual(['token of alice, 3600', 'token of alice, 3600']);
  expect(signinSilent).toHaveBeenCalledOnce();
});

it('takes for a guest whose session has expired and cannot be renewed', async () => {
  const manager = makeManager(user('alice', -1, false));
  const { signinSilent } = manager;
  expect(await oidcSource(manager).current()).toBeNull();
  expect(signinSilent).not.toHaveBeenCalled();
});

it('takes for nobody known whom the provider cannot tell of', async () => {
  const manager = makeManager(user('alice', -1));
  manager.signinSilent.mockRejectedValue(Object.assign(new Error('busy'), { error: 'temporarily_unavailable' }));
  await expect(oidcSource(manager).current()).rejects.toThrow('busy');
});

it('rejects for a guest without asking the provider', async () => {
  const manager = makeManager(null);
  const { signinSilent } = manager;
  await expect(oidcSource(manager).idToken()).rejects.toThrow('no fresh id token');
  expect(signinSilent).not.toHaveBeenCalled();
});

it('hears the events of the manager and of the storage of other tabs, and stops hearing them', () => {
  const manager = makeManager(null);
  const listeners = new Map<string, () => void>();
  for (const add of ['addUserLoaded', 'addUserUnloaded', 'addUserSignedOut', 'addSilentRenewError'] as const) {
    manager.events[add] = ((listener: () => void) => {
      listeners.set(add, listener);
      return () => void listeners.delete(add);
    }) as never;
  }
  const hint = vi.fn();
  const undo = oidcSource(manager).subscribe(hint);
  listeners.forEach((listener) => listener());
  expect(hint).toHaveBeenCalledTimes(4);
  dispatchEvent(new StorageEvent('storage', { key: 'oidc.user:https://id.example.com:shop' }));
  expect(hint).toHaveBeenCalledTimes(5);
  dispatchEvent(new StorageEvent('storage', { key: 'cart' }));
  expect(hint).toHaveBeenCalledTimes(5);
  undo();
  expect(listeners.size).toBe(0);
  dispatchEvent(new StorageEvent('storage', { key: 'oidc.user:https://id.example.com:shop' }));
  expect(hint).toHaveBeenCalledTimes(5);
});

it('takes for a guest whose renewal the provider refuses', async () => {
  const manager = makeManager(user('alice', -1));
  manager.signinSilent.mockRejectedValue(Object.assign(new Error('over'), { error: 'login_required' }));
  expect(await oidcSource(manager).current()).toBeNull();
});

it('gives an id token that lives long enough as it is, and renews one that does not', async () => {
  const manager = makeManager(user('alice', 300));
  const { signinSilent } = manager;
  const source = oidcSource(manager);
  expect(await source.idToken(60)).toBe('token of alice, 300');
  expect(signinSilent).not.toHaveBeenCalled();
  expect(await source.idToken(600)).toBe('token of alice, 3600');
  expect(signinSilent).toHaveBeenCalledOnce();
});
