import { describe, expect, it } from 'vitest';
import { createIdentityStore, type Logins } from './createIdentityStore.ts';

const logins = (given: Record<string, string> = {}): Logins => new Map(Object.entries(given));
const alice = logins({ idp: 'alice' });
const bob = logins({ idp: 'bob' });
const nobody = logins();

describe('the identity store', () => {
  it('gives a user the same identity in one pool, another in the next, and each guest a new one', () => {
    const store = createIdentityStore('us-east-1');
    const identity = store.obtain('p1', alice);
    expect(identity.id).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(store.obtain('p1', alice)).toBe(identity);
    expect(store.obtain('p2', alice)).not.toBe(identity);
    expect(store.obtain('p1', nobody)).not.toBe(store.obtain('p1', nobody));
    expect(store.counts()).toEqual({ guests: 2, users: 2, merged: 0 });
  });

  it('makes a guest the user who signs in first', () => {
    const store = createIdentityStore('us-east-1');
    const guest = store.obtain('p', nobody);
    expect(store.claim(guest, alice)).toBe(guest);
    expect(store.obtain('p', alice)).toBe(guest);
    expect(() => store.claim(guest, nobody)).toThrow('is forbidden');
    expect(() => store.claim(guest, bob)).toThrow('is forbidden');
  });

  it('merges a guest into the identity that the user has, and forgets the guest', () => {
    const store = createIdentityStore('us-east-1');
    const user = store.obtain('p', alice);
    const guest = store.obtain('p', nobody);
    expect(store.claim(guest, alice)).toBe(user);
    expect(store.find(guest.id)).toBeUndefined();
    expect(store.counts()).toEqual({ guests: 0, users: 1, merged: 1 });
  });

  it('adds a second login to the identity of the first, and refuses logins of two users', () => {
    const store = createIdentityStore('us-east-1');
    const user = store.obtain('p', alice);
    expect(store.claim(user, logins({ idp: 'alice', other: 'a' }))).toBe(user);
    expect(store.obtain('p', logins({ other: 'a' }))).toBe(user);
    store.obtain('p', bob);
    expect(() => store.claim(store.obtain('p', nobody), logins({ idp: 'bob', other: 'a' }))).toThrow('is forbidden');
  });
});
