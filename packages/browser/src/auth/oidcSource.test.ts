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

type Listener = (user: { profile: { sub: string } }) => void;

/** A manager whose events the test raises, and the hints of the source. */
function setUp(first: ReturnType<typeof user> | null) {
  const manager = makeManager(first);
  const listeners = new Map<string, Listener>();
  for (const add of ['addUserLoaded', 'addUserUnloaded', 'addUserSignedOut', 'addSilentRenewError'] as const) {
    manager.events[add] = ((listener: Listener) => {
      listeners.set(add, listener);
      return () => void listeners.delete(add);
    }) as never;
  }
  const source = oidcSource(manager);
  const hints: string[] = [];
  const undo = source.subscribe((why, kind) => hints.push(`${why}: ${kind}`));
  const raise = (event: string, sub = '') => listeners.get(event)!({ profile: { sub } });
  return { manager, source, hints, undo, raise, listeners };
}
const storage = (key: string | null, newValue: string | null = null) =>
  dispatchEvent(new StorageEvent('storage', { key, newValue }));

it('tells a user who signs in from one whose tokens are renewed', async () => {
  const { source, hints, raise } = setUp(user('alice', 300));
  raise('addUserLoaded', 'alice');
  await source.current();
  raise('addUserLoaded', 'alice');
  raise('addUserLoaded', 'bob');
  raise('addSilentRenewError');
  raise('addUserUnloaded');
  raise('addUserSignedOut');
  expect(hints).toEqual([
    'user loaded: change',
    'user loaded: refresh',
    'user loaded: change',
    'silent renew error: refresh',
    'user unloaded: change',
    'signed out at the provider: refresh',
  ]);
});

it('hears the storage of other tabs, and tells a user who is gone from tokens that are renewed', async () => {
  const { source, hints, undo, listeners } = setUp(user('alice', 300));
  await source.current();
  storage('oidc.user:https://id.example.com:shop', '{}');
  storage('oidc.user:https://id.example.com:shop');
  storage(null);
  storage('cart');
  expect(hints).toEqual(['storage: refresh', 'storage: change', 'storage: change']);
  undo();
  storage(null);
  expect(hints).toHaveLength(3);
  expect(listeners.size).toBe(0);
});

it('has no answer while a sign-out leaves the page', async () => {
  const { manager, source, hints } = setUp(user('alice', 300));
  const leaving = Object.assign(manager, { signoutRedirect: () => new Promise<void>(() => undefined) });
  const { current } = oidcSource(leaving);
  void leaving.signoutRedirect();
  manager.user = null;
  const late = new Promise((later) => setTimeout(later, 50, 'no answer'));
  expect(await Promise.race([current(), late])).toBe('no answer');
  expect(await source.current()).toBeNull();
  expect(hints).toEqual([]);
});

it('starts with a frozen manager, and hears its events', async () => {
  const manager = Object.freeze(makeManager(user('alice', 300)));
  expect(await oidcSource(manager).current()).toMatchObject({ subject: 'alice' });
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
