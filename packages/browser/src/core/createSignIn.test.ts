import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RumState } from '../api/types.ts';
import { createSignIn } from './createSignIn.ts';
import { userKeyOf } from './userKey.ts';

const alice = { subject: 'alice', issuer: 'https://id.example.com' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(initial: RumState = 'guest', storedUserKey = '') {
  const onChange = vi.fn();
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
  const signIn = createSignIn({
    initial,
    storedUserKey: () => storedUserKey,
    forgetStoredSession,
    onChange,
    timeout: 1000,
    safely,
  });
  const changes = (): string[] => onChange.mock.calls.map(([change]) => change as string);
  return { signIn, onChange, changes, forgetStoredSession };
}

it('begins a recording before the app hears of the new state', () => {
  const { signIn, onChange } = setUp();
  const heard: string[] = [];
  onChange.mockImplementation(() => heard.push('recording'));
  signIn.subscribe((state) => heard.push(state));
  signIn.signIn(alice);
  expect(heard).toEqual(['recording', 'authenticated']);
});

it('says nothing twice', () => {
  const { signIn, changes } = setUp();
  const listener = vi.fn();
  signIn.subscribe(listener);
  signIn.signIn(alice);
  signIn.signIn(alice);
  signIn.signIn();
  expect(changes()).toEqual(['switch']);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('goes on with the stored session of the same user', () => {
  const { signIn, onChange } = setUp('pending', userKeyOf(alice));
  signIn.signIn(alice);
  expect(onChange).toHaveBeenCalledWith('switch', expect.objectContaining({ is: 'authenticated', session: 'stored' }));
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
  const { signIn, changes, forgetStoredSession } = setUp();
  signIn.close();
  signIn.signIn(alice);
  signIn.signOut();
  expect(signIn.state.is).toBe('guest');
  expect(changes()).toEqual([]);
  expect(forgetStoredSession).not.toHaveBeenCalled();
});

it('may begin as signed in', () => {
  expect(setUp('authenticated').signIn.state).toMatchObject({ is: 'authenticated', session: 'new' });
});

it('waits while a hint is checked, and tells the app only of what turns out', () => {
  const { signIn, changes } = setUp();
  const listener = vi.fn();
  signIn.subscribe(listener);
  signIn.check();
  expect(signIn.state.is).toBe('checking');
  signIn.signOut();
  signIn.check();
  signIn.signIn(alice);
  expect(changes()).toEqual(['wait', 'resume', 'wait', 'switch']);
  expect(listener.mock.calls).toEqual([['authenticated']]);
});

it('keeps what held when a source does not answer in time', () => {
  const { signIn, changes } = setUp();
  signIn.signIn(alice);
  signIn.check();
  vi.advanceTimersByTime(1000);
  expect(signIn.state).toMatchObject({ is: 'authenticated', user: alice });
  expect(changes()).toEqual(['switch', 'wait', 'resume']);
  expect(vi.getTimerCount()).toBe(0);
});

it('takes the user for a guest when nobody answers at first', () => {
  const { signIn } = setUp('pending');
  vi.advanceTimersByTime(999);
  expect(signIn.state.is).toBe('pending');
  vi.advanceTimersByTime(1);
  expect(signIn.state).toEqual({ is: 'guest', confirmed: false });
});

it('says when it is known who is signed in, once', () => {
  const { signIn } = setUp('pending');
  const [known, undone] = [vi.fn(), vi.fn()];
  signIn.whenKnown(known);
  signIn.whenKnown(undone)();
  expect(known).not.toHaveBeenCalled();
  signIn.signIn(alice);
  signIn.signOut();
  expect(known).toHaveBeenCalledTimes(1);
  expect(undone).not.toHaveBeenCalled();
  signIn.whenKnown(known);
  expect(known).toHaveBeenCalledTimes(2);
});
