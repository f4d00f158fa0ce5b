import { expect, it, vi } from 'vitest';
import type { RumState } from '../api/types.ts';
import { createSignIn } from './createSignIn.ts';
import { userKeyOf } from './userKey.ts';

const alice = { subject: 'alice', issuer: 'https://id.example.com' };

function setUp(initial: RumState = 'guest', storedUserKey = '') {
  const onSwitch = vi.fn();
  const forgetStoredSession = vi.fn();
  const safely =
    <A extends unknown[]>(work: (...args: A) => void) =>
    (...args: A): void => {
      try {
        work(...args);
      } catch {
        // As in the SDK, it is reported.
      }
    };
  const signIn = createSignIn({ initial, storedUserKey: () => storedUserKey, forgetStoredSession, onSwitch, safely });
  return { signIn, onSwitch, forgetStoredSession };
}

it('begins a recording before the app hears of the new state', () => {
  const { signIn, onSwitch } = setUp();
  const heard: string[] = [];
  onSwitch.mockImplementation(() => heard.push('recording'));
  signIn.subscribe((state) => heard.push(state));
  signIn.signIn(alice);
  expect(heard).toEqual(['recording', 'authenticated']);
});

it('says nothing twice', () => {
  const { signIn, onSwitch } = setUp();
  const listener = vi.fn();
  signIn.subscribe(listener);
  signIn.signIn(alice);
  signIn.signIn(alice);
  signIn.signIn();
  expect(onSwitch).toHaveBeenCalledTimes(1);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('goes on with the stored session of the same user', () => {
  const { signIn, onSwitch } = setUp('pending', userKeyOf(alice));
  signIn.signIn(alice);
  expect(onSwitch).toHaveBeenCalledWith(expect.objectContaining({ is: 'authenticated', session: 'stored' }));
});

it('forgets the stored session when the guest acts, once', () => {
  const { signIn, forgetStoredSession } = setUp();
  signIn.act();
  signIn.act();
  expect(forgetStoredSession).toHaveBeenCalledTimes(1);
});

it('lets a listener switch again, and tells the others of the last state only', () => {
  const { signIn } = setUp();
  const heard: RumState[] = [];
  signIn.subscribe((state) => state === 'authenticated' && signIn.signOut());
  signIn.subscribe((state) => heard.push(state));
  signIn.signIn(alice);
  expect(heard).toEqual(['guest']);
  expect(signIn.state).toEqual({ is: 'guest', confirmed: true });
});

it('goes on when a listener throws', () => {
  const { signIn } = setUp();
  const listener = vi.fn();
  signIn.subscribe(() => {
    throw new Error('the app');
  });
  signIn.subscribe(listener);
  signIn.signIn();
  expect(listener).toHaveBeenCalledWith('authenticated');
});

it('tells nobody who has unsubscribed', () => {
  const { signIn } = setUp();
  const listener = vi.fn();
  signIn.subscribe(listener)();
  signIn.signIn();
  expect(listener).not.toHaveBeenCalled();
});

it('changes nothing once it is closed', () => {
  const { signIn, onSwitch, forgetStoredSession } = setUp();
  signIn.close();
  signIn.signIn(alice);
  signIn.signOut();
  expect(signIn.state.is).toBe('guest');
  expect(onSwitch).not.toHaveBeenCalled();
  expect(forgetStoredSession).not.toHaveBeenCalled();
});

it('may begin as signed in', () => {
  expect(setUp('authenticated').signIn.state).toMatchObject({ is: 'authenticated', session: 'new' });
});
