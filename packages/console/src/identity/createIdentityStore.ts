import { randomUUID } from 'node:crypto';
import { notAuthorized } from '../errors/AwsError.ts';
import type { Identity } from './Identity.ts';

/** Verified logins: login key → subject. */
export type Logins = Map<string, string>;

export interface IdentityStore {
  find: (id: string) => Identity | undefined;
  /** The identity of these logins, the same every time. Without logins, a new guest. */
  obtain: (poolId: string, logins: Logins) => Identity;
  /**
   * The identity for these logins, starting from this one. A guest becomes the user who signs in first; if that user
   * already has an identity, the guest is merged into it. Throws when the identity belongs to somebody else.
   */
  claim: (identity: Identity, logins: Logins) => Identity;
  counts: () => IdentityCounts;
}

/** `merged` counts guests whose identity went into that of a user. */
export interface IdentityCounts {
  guests: number;
  users: number;
  merged: number;
}

const maxIdentities = 50_000;

/** Remembers which identity belongs to which user, as Cognito does. */
export function createIdentityStore(region: string): IdentityStore {
  const byId = new Map<string, Identity>();
  const byLogin = new Map<string, Identity>();
  let merged = 0;
  const loginId = (poolId: string, key: string, subject: string): string => JSON.stringify([poolId, key, subject]);

  const owners = (poolId: string, logins: Logins): Set<Identity> =>
    new Set([...logins].flatMap(([key, subject]) => byLogin.get(loginId(poolId, key, subject)) ?? []));

  const link = (identity: Identity, logins: Logins): void => {
    for (const [key, subject] of logins) {
      identity.logins.set(key, subject);
      byLogin.set(loginId(identity.poolId, key, subject), identity);
    }
  };

  const claim: IdentityStore['claim'] = (identity, logins) => {
    const others = [...owners(identity.poolId, logins)].filter((owner) => owner !== identity);
    const known = [...logins].some(([key, subject]) => identity.logins.get(key) === subject);
    const conflict = [...logins].some(([key, subject]) => (identity.logins.get(key) ?? subject) !== subject);
    const firstLogin = identity.logins.size === 0 && logins.size > 0;
    const stillGuest = identity.logins.size === 0 && logins.size === 0;
    const [user] = others;
    if (firstLogin && user && others.length === 1) {
      const own = claim(user, logins);
      // AWS disables an identity that was merged into another.
      byId.delete(identity.id);
      merged += 1;
      return own;
    }
    if (others.length > 0 || conflict || !(known || firstLogin || stillGuest)) {
      throw notAuthorized(`Access to Identity '${identity.id}' is forbidden.`);
    }
    link(identity, logins);
    return identity;
  };

  return {
    find: (id) => byId.get(id),
    obtain(poolId, logins) {
      const [owner] = owners(poolId, logins);
      if (owner) return claim(owner, logins);
      const identity: Identity = { id: `${region}:${randomUUID()}`, poolId, logins: new Map() };
      byId.set(identity.id, identity);
      link(identity, logins);
      // Every visit may make a new guest, so the oldest guests are forgotten. A user must get the same identity every time.
      if (byId.size > maxIdentities) byId.delete([...byId.values()].find((each) => each.logins.size === 0)?.id ?? '');
      return identity;
    },
    claim,
    counts() {
      const guests = [...byId.values()].filter(({ logins }) => logins.size === 0).length;
      return { guests, users: byId.size - guests, merged };
    },
  };
}
