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

it('asks for a session, and so perhaps for AWS credentials, only once for each user and never for a guest', async () => {
  const amplify = makeAmplify(null);
  const source = amplifySource(amplify);
  expect(await source.current()).toBeNull();
  expect(amplify.fetchAuthSession).not.toHaveBeenCalled();
  amplify.subject = 'alice';
  await source.current();
  expect(await source.current()).toEqual({ subject: 'alice', issuer: 'https://pool' });
  expect(amplify.fetchAuthSession).toHaveBeenCalledOnce();
  amplify.subject = 'bob';
  expect(await source.current()).toEqual({ subject: 'bob', issuer: 'https://pool' });
});

it('rejects where Amplify does not know', async () => {
  const amplify = makeAmplify('alice');
  amplify.getCurrentUser = () => Promise.reject(Object.assign(new Error('offline'), { name: 'NetworkError' }));
  await expect(amplifySource(amplify).current()).rejects.toThrow('offline');
});

it('never gives a token that has expired, and forces a refresh of nobody', async () => {
  const amplify = makeAmplify('alice');
  amplify.seconds = -1;
  await expect(amplifySource(amplify).idToken()).rejects.toThrow('no fresh id token');
  amplify.subject = null;
  amplify.fetchAuthSession.mockClear();
  await expect(amplifySource(amplify).idToken()).rejects.toThrow('no fresh id token');
  expect(amplify.fetchAuthSession.mock.calls).toEqual([[{ forceRefresh: false }]]);
});

it('hears what happens to the user here and in other tabs, and stops hearing it', () => {
  const amplify = makeAmplify('alice');
  const stop = vi.fn();
  const listen = vi.fn<Amplify['Hub']['listen']>(() => stop);
  amplify.Hub.listen = listen;
  const hint = vi.fn();
  const undo = amplifySource(amplify).subscribe(hint);
  expect(listen).toHaveBeenCalledExactlyOnceWith('auth', expect.any(Function), { enableCrossTabEvents: true });
  listen.mock.calls[0]![1]({ payload: { event: 'signedOut' } });
  expect(hint.mock.calls[0]![0]).toBe('signedOut');
  undo();
  expect(stop).toHaveBeenCalledOnce();
});

it('takes for a guest who signs out between the two questions it asks', async () => {
  const amplify = makeAmplify('alice');
  amplify.fetchAuthSession.mockResolvedValue({});
  expect(await amplifySource(amplify).current()).toBeNull();
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
