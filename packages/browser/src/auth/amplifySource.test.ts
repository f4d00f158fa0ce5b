import { expect, it, vi, type Mock } from 'vitest';
import { amplifySource, type Amplify } from './amplifySource.ts';

// What the contract suite cannot bring about with the real client.

interface Faked {
  subject: string | null;
  seconds: number;
  fetchAuthSession: Mock<Amplify['fetchAuthSession']>;
}

function makeAmplify(subject: string | null) {
  const amplify: Amplify & Faked = {
    subject,
    seconds: 3600,
    Hub: { listen: vi.fn(() => () => undefined) },
    getCurrentUser: () =>
      amplify.subject === null
        ? Promise.reject(Object.assign(new Error('guest'), { name: 'UserUnAuthenticatedException' }))
        : Promise.resolve({ userId: amplify.subject }),
    fetchAuthSession: vi.fn(() => {
      const payload = { sub: amplify.subject!, iss: 'https://pool', exp: Date.now() / 1000 + amplify.seconds };
      const idToken = { payload, toString: () => `token of ${amplify.subject}` };
      return Promise.resolve({ tokens: amplify.subject === null ? undefined : { idToken } });
    }),
  };
  return amplify;
}

it('says who is signed in without a session, and so without credentials of the app', async () => {
  const amplify = makeAmplify(null);
  const source = amplifySource(amplify);
  expect(await source.current()).toBeNull();
  amplify.subject = 'alice';
  expect(await source.current()).toEqual({ subject: 'alice' });
  amplify.subject = 'bob';
  expect(await source.current()).toEqual({ subject: 'bob' });
  expect(amplify.fetchAuthSession).not.toHaveBeenCalled();
});

it('rejects where Amplify does not know', async () => {
  const amplify = makeAmplify('alice');
  amplify.getCurrentUser = () => Promise.reject(Object.assign(new Error('offline'), { name: 'NetworkError' }));
  await expect(amplifySource(amplify).current()).rejects.toThrow('offline');
});

it.each(['NoAmplifyContextError', 'AuthUserPoolException'])(
  'names an Amplify that is not configured: %s',
  async (name) => {
    const amplify = makeAmplify('alice');
    const cause = Object.assign(new Error('why'), { name });
    amplify.getCurrentUser = () => Promise.reject(cause);
    await expect(amplifySource(amplify).current()).rejects.toThrow(
      /^Amplify is not configured: call Amplify\.configure/,
    );
  },
);

it('never gives a token that has expired, and forces a refresh of nobody', async () => {
  const amplify = makeAmplify('alice');
  amplify.seconds = -1;
  await expect(amplifySource(amplify).idToken()).rejects.toThrow('no fresh id token');
  amplify.subject = null;
  amplify.fetchAuthSession.mockClear();
  await expect(amplifySource(amplify).idToken()).rejects.toThrow('no fresh id token');
  expect(amplify.fetchAuthSession.mock.calls).toEqual([[{ forceRefresh: false }]]);
});

/** The hints of a source, and what raises events of the Hub. */
function setUp(amplify: Amplify) {
  const stop = vi.fn();
  const listen = vi.fn<Amplify['Hub']['listen']>(() => stop);
  amplify.Hub.listen = listen;
  const hints: string[] = [];
  const source = amplifySource(amplify);
  const undo = source.subscribe((why, kind) => hints.push(`${why}: ${kind}`));
  const raise = (event: string, data?: unknown) => listen.mock.calls[0]![1]({ payload: { event, data } });
  return { source, hints, undo, raise, listen, stop };
}

it('hears what happens to the user here and in other tabs, and stops hearing it', () => {
  const { listen, undo, stop } = setUp(makeAmplify('alice'));
  expect(listen).toHaveBeenCalledExactlyOnceWith('auth', expect.any(Function), { enableCrossTabEvents: true });
  undo();
  expect(stop).toHaveBeenCalledOnce();
});

it('tells a sign-in and a sign-out from a refresh of tokens', () => {
  const { hints, raise } = setUp(makeAmplify('alice'));
  for (const event of ['signedIn', 'signedOut', 'signInWithRedirect', 'tokenRefresh', 'customOAuthState']) raise(event);
  expect(hints).toEqual([
    'signedIn: change',
    'signedOut: change',
    'signInWithRedirect: change',
    'tokenRefresh: refresh',
    'customOAuthState: refresh',
  ]);
});

it('takes a refused refresh for a sign-out, and one that failed for nothing', () => {
  const { hints, raise } = setUp(makeAmplify('alice'));
  for (const name of ['NotAuthorizedException', 'NetworkError']) {
    raise('tokenRefresh_failure', { error: Object.assign(new Error(), { name }) });
  }
  raise('tokenRefresh_failure');
  expect(hints).toEqual([
    'tokenRefresh_failure: change',
    'tokenRefresh_failure: refresh',
    'tokenRefresh_failure: refresh',
  ]);
});

it('does not hint at a refresh that its own question caused: that would never end while the network is down', async () => {
  let duringQuestion: () => void = () => undefined;
  const { source, hints, raise } = setUp({
    ...makeAmplify('alice'),
    getCurrentUser() {
      duringQuestion();
      return Promise.reject(new Error('offline'));
    },
  });
  duringQuestion = () => raise('tokenRefresh_failure');
  await expect(source.current()).rejects.toThrow('offline');
  expect(hints).toEqual([]);
  raise('tokenRefresh');
  expect(hints).toEqual(['tokenRefresh: refresh']);
});

it('forces a refresh of a token with too little time left, and of no other', async () => {
  const amplify = makeAmplify('alice');
  const source = amplifySource(amplify);
  expect(await source.idToken(60)).toBe('token of alice');
  expect(amplify.fetchAuthSession).toHaveBeenCalledOnce();
  amplify.seconds = 30;
  expect(await source.idToken(60)).toBe('token of alice');
  expect(amplify.fetchAuthSession).toHaveBeenLastCalledWith({ forceRefresh: true });
});
