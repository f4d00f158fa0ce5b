import type { Role } from '../settings/Settings.ts';
import type { Federation } from '../credentials/Federation.ts';

/** What all calls that are recorded have. */
interface Call {
  /** Milliseconds since 1970. */
  at: number;
  sourceIp: string;
  userAgent: string | undefined;
}

/** A PutRumEvents whose signature was verified. */
export interface PutCall extends Call {
  monitor: { id: string; name: string };
  accessKeyId: string;
  role: Role;
  /** Undefined for credentials that no identity pool gave out. */
  federation: Federation | undefined;
  /** `AccessDenied` when it was refused; undefined when it was taken. */
  errorCode: string | undefined;
  /** Undefined when the body could not be read. */
  request:
    | {
        batchId: string;
        userId: string | undefined;
        sessionId: string | undefined;
        /** Seconds since 1970. */
        events: readonly { id: string; timestamp: number; type: string }[];
      }
    | undefined;
}

/** A call of an identity pool that was answered. */
export interface IdentityCall extends Call {
  operation: 'GetId' | 'GetCredentialsForIdentity';
  poolId: string;
  identityId: string;
  /** Of the credentials that were given out. */
  credentials?: { accessKeyId: string; expiration: number };
}
