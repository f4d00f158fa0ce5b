import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { auth0Source, type Auth0SpaClient } from './auth0Source.ts';

// What the contract suite cannot bring about with the real client, or not soon enough.

const left = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const claims = (sub: string, seconds = 3600) => ({
  sub,
  iss: 'https://tenant.eu.auth0.com/',
  aud: 'shop',
  iat: left(0),
  exp: left(seconds),
  __raw: `token of ${sub}, ${seconds}`,
});
const setCookie = (client = 'shop') => (document.cookie = `auth0.${client}.is.authenticated=true`);
const removeCookie = (client = 'shop') =>
  (document.cookie = `auth0.${client}.is.authenticated=; expires=Thu, 01 Jan 1970 00:00:00 GMT`);

function makeClient(first?: ReturnType<typeof claims>) {
  const client = {
    claims: first,
    getIdTokenClaims: () => Promise.resolve(client.claims),
    getTokenSilently: vi.fn<Auth0SpaClient['getTokenSilently']>(() => Promise.resolve('access')),
    checkSession: () => Promise.resolve(),
    handleRedirectCallback: () => Promise.resolve(),
  };
  return client;
}
/** Whether a promise settles without help. */
const pending = async (promise: Promise<unknown>) =>
  (await Promise.race([promise, new Promise((late) => setTimeout(late, 50, 'pending'))])) === 'pending';

beforeEach(() => history.replaceState(null, '', '/'));
afterEach(() => {
  removeCookie();
  removeCookie('other');
});

describe('a session that the app has yet to restore', () => {
  it('is waited for while its cookie is there', async () => {
    setCookie();
    const client = makeClient();
    const current = auth0Source(client).current();
    expect(await pending(current)).toBe(true);
    client.claims = claims('alice');
    await client.checkSession();
    expect(await current).toMatchObject({ subject: 'alice' });
  });

  it('is a guest when restoring it came to nothing, though the cookie stays', async () => {
    setCookie();
    const client = makeClient();
    const source = auth0Source(client);
    const current = source.current();
    await client.checkSession();
    expect(await current).toBeNull();
    expect(await source.current()).toBeNull();
  });

  it('is waited for while another call fails sooner', async () => {
    history.replaceState(null, '', '/?code=1&state=abc');
    sessionStorage.setItem('transaction', 'abc');
    const client = makeClient();
    let finish: () => void = () => undefined;
    client.handleRedirectCallback = () => new Promise((done) => (finish = done));
    client.getTokenSilently.mockRejectedValue(new Error('login_required'));
    const source = auth0Source(client);
    const current = source.current();
    const callback = client.handleRedirectCallback();
    await client.getTokenSilently({ cacheMode: 'off' }).catch(() => undefined);
    expect(await pending(current)).toBe(true);
    client.claims = claims('alice');
    finish();
    await callback;
    expect(await current).toMatchObject({ subject: 'alice' });
  });
});

describe('a logout in another tab, with the memory cache', () => {
  it('ends the session here, until this tab has signed in itself', async () => {
    setCookie();
    const client = makeClient(claims('alice'));
    const source = auth0Source(client);
    await client.checkSession();
    expect(await source.current()).toMatchObject({ subject: 'alice' });
    removeCookie();
    expect(await source.current()).toBeNull();
    await expect(source.idToken()).rejects.toThrow('no fresh id token');
    // Somebody signs in in the other tab: not with the token in this one's memory.
    setCookie();
    expect(await source.current()).toBeNull();
    client.claims = claims('bob');
    expect(await source.current()).toMatchObject({ subject: 'bob' });
  });

  it('is not mistaken where cookies are blocked, or another application logs out', async () => {
    setCookie('other');
    const source = auth0Source(makeClient(claims('alice')));
    expect(await source.current()).toMatchObject({ subject: 'alice' });
    removeCookie('other');
    expect(await source.current()).toMatchObject({ subject: 'alice' });
  });
});

describe('a token that has expired', () => {
  it('is renewed past the cache, and may turn out to be of another user', async () => {
    const client = makeClient(claims('alice', -1));
    const { getTokenSilently } = client;
    getTokenSilently.mockImplementation(() => {
      client.claims = claims('bob');
      return Promise.resolve('access');
    });
    expect(await auth0Source(client).current()).toMatchObject({ subject: 'bob' });
    expect(getTokenSilently).toHaveBeenCalledExactlyOnceWith({ cacheMode: 'off' });
  });

  it.each(['timeout', 'temporarily_unavailable', undefined])(
    'rejects where that is not known to be over: %s',
    async (error) => {
      const client = makeClient(claims('alice', -1));
      client.getTokenSilently.mockRejectedValue(Object.assign(new Error('no'), { error }));
      await expect(auth0Source(client).current()).rejects.toThrow('no');
    },
  );

  it('is never given, even where renewing brings none', async () => {
    const source = auth0Source(makeClient(claims('alice', -1)));
    await expect(source.idToken()).rejects.toThrow('no fresh id token');
  });
});

it('hints when an id token was renewed: it may be of another user', async () => {
  const source = auth0Source(makeClient(claims('alice', 30)));
  const tell = vi.fn();
  source.subscribe(tell);
  await source.idToken();
  expect(tell).toHaveBeenCalledExactlyOnceWith('renewed', 'refresh');
});

it('rejects for a guest without asking the provider', async () => {
  const client = makeClient();
  const { getTokenSilently } = client;
  await expect(auth0Source(client).idToken()).rejects.toThrow('no fresh id token');
  expect(getTokenSilently).not.toHaveBeenCalled();
});

const cookieChange = (type: 'changed' | 'deleted', name: string) =>
  Object.assign(new Event('change'), { changed: [], deleted: [], [type]: [{ name }] });
const storage = (key: string | null, newValue: string | null = null) =>
  dispatchEvent(new StorageEvent('storage', { key, newValue }));
const hintsOf = (source: ReturnType<typeof auth0Source>) => {
  const hints: string[] = [];
  source.subscribe((why, kind) => hints.push(`${why}: ${kind}`));
  return hints;
};

it('hears of logouts and new tokens in other tabs, and of nothing else that is stored or set there', async () => {
  const cookieStore = new EventTarget();
  vi.stubGlobal('cookieStore', cookieStore);
  const source = auth0Source(makeClient(claims('alice')));
  const hints = hintsOf(source);
  await source.current();
  storage('@@auth0spajs@@::shop::default::openid', '{}');
  storage('@@auth0spajs@@::shop::default::openid');
  storage(null);
  storage('cart');
  cookieStore.dispatchEvent(cookieChange('changed', 'auth0.shop.is.authenticated'));
  cookieStore.dispatchEvent(cookieChange('deleted', 'auth0.shop.is.authenticated'));
  cookieStore.dispatchEvent(cookieChange('changed', 'cwr_s'));
  vi.unstubAllGlobals();
  expect(hints).toEqual([
    'storage: refresh',
    'storage: change',
    'storage: change',
    'cookie: refresh',
    'cookie: change',
  ]);
});

it('waits with its answer until a logout is over, and hints when it begins and ends', async () => {
  const client = Object.assign(makeClient(claims('alice')), { logout: () => Promise.resolve() });
  let finish: () => void = () => undefined;
  client.logout = () => new Promise((done) => (finish = done));
  const source = auth0Source(client);
  const hints = hintsOf(source);
  const logout = client.logout();
  const current = source.current();
  expect(await pending(current)).toBe(true);
  client.claims = undefined;
  finish();
  await logout;
  expect(await current).toBeNull();
  expect(hints).toEqual(['logout: change', 'logout: change']);
});

it('tells a silent sign-in from a refresh', async () => {
  const client = makeClient();
  const source = auth0Source(client);
  const hints = hintsOf(source);
  await source.current();
  client.claims = claims('alice');
  await client.getTokenSilently({ cacheMode: 'off' });
  await source.current();
  await client.getTokenSilently({ cacheMode: 'off' });
  expect(hints).toEqual(['getTokenSilently: change', 'getTokenSilently: refresh']);
});

it('starts with a frozen client, and waits a while for a session that its cookie promises', async () => {
  setCookie();
  const state = { claims: undefined as ReturnType<typeof claims> | undefined };
  const client = Object.freeze({ ...makeClient(), getIdTokenClaims: () => Promise.resolve(state.claims) });
  const current = auth0Source(client).current();
  expect(await pending(current)).toBe(true);
  state.claims = claims('alice');
  expect(await current).toMatchObject({ subject: 'alice' });
});
