import { randomBytes } from 'node:crypto';
import type { Role } from '../options/Settings.ts';

/** Temporary credentials as issued, with the role they stand for. */
export interface IssuedCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since 1970. */
  expiration: number;
  role: Role;
}

export interface CredentialStore {
  issue: (role: Role, seconds: number) => IssuedCredentials;
  find: (accessKeyId: string) => IssuedCredentials | undefined;
}

/** Enough to know expired keys by name for a long time, few enough not to fill the memory. */
const kept = 50_000;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Issues random credentials and remembers them. */
export function createCredentialStore(clock: () => number): CredentialStore {
  const issued = new Map<string, IssuedCredentials>();
  return {
    issue(role, seconds) {
      const credentials: IssuedCredentials = {
        accessKeyId: `ASIA${[...randomBytes(16)].map((byte) => letters[byte % 32]).join('')}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(256).toString('base64'),
        expiration: clock() + seconds * 1000,
        role,
      };
      issued.set(credentials.accessKeyId, credentials);
      if (issued.size > kept) issued.delete(issued.keys().next().value!);
      return credentials;
    },
    find: (accessKeyId) => issued.get(accessKeyId),
  };
}
