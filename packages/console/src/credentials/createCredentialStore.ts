import { randomBytes } from 'node:crypto';
import type { Federation } from './Federation.ts';
import type { Role } from '../settings/Settings.ts';

/** Temporary credentials, with the role they were issued for. */
export interface IssuedCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since 1970. */
  expiration: number;
  role: Role;
  /** Whom the identity pool knows them to be for, the `sub` of the id token; undefined for guests. */
  subject: string | undefined;
  /** Whose identity it is; undefined for credentials that no identity pool gave out. */
  federation: Federation | undefined;
}

/** For whom an identity pool gives credentials out. */
export interface Owner {
  /** Undefined for guests. */
  subject: string | undefined;
  federation: Federation;
}

export interface CredentialStore {
  issue: (role: Role, seconds: number, owner?: Owner) => IssuedCredentials;
  find: (accessKeyId: string) => IssuedCredentials | undefined;
}

/** Expired credentials stay known, so that they are refused as expired and not as unknown; this bounds the memory. */
const maxIssued = 50_000;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Issues random credentials and remembers whose they are. */
export function createCredentialStore(clock: () => number): CredentialStore {
  const issued = new Map<string, IssuedCredentials>();
  return {
    issue(role, seconds, owner) {
      const credentials: IssuedCredentials = {
        accessKeyId: `ASIA${[...randomBytes(16)].map((byte) => letters[byte % 32]).join('')}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(256).toString('base64'),
        expiration: clock() + seconds * 1000,
        role,
        subject: owner?.subject,
        federation: owner?.federation,
      };
      issued.set(credentials.accessKeyId, credentials);
      if (issued.size > maxIssued) issued.delete(issued.keys().next().value!);
      return credentials;
    },
    find: (accessKeyId) => issued.get(accessKeyId),
  };
}
