import type { AwsCredentialIdentity } from '@aws-sdk/types';

/** What an identity pool gave; without the credentials once they were refused. */
export type PoolIdentity = Partial<AwsCredentialIdentity> & { identityId?: string };

/** Where the guest's identity and credentials are stored between pages, so that they are at hand from the start of the next. */
export interface IdentityStorage {
  get(): PoolIdentity | undefined;
  set(identity: PoolIdentity | undefined): void;
}
