/** AWS credentials as the SDKs take them (`AwsCredentialIdentity`). */
export interface DirectCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** For whom to issue credentials: a role by name, or whichever role may write to an app monitor. */
export type CredentialRequest = {
  /** Default: `credentialsSeconds`. Zero or less gives expired ones. */
  expiresInSeconds?: number;
} & ({ role: string } | { monitor: string });
