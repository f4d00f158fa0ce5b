import type { BrowserConfig } from './BrowserConfig.ts';
import type { Fault } from './faults/Fault.ts';
import type { TokenRequest } from './issuer/TokenRequest.ts';
import type { StatusReport } from './StatusReport.ts';
import type { Journeys } from './store/journeys.ts';
import type { EventFilter, RefusedWrite, StoredEvent } from './store/StoredEvent.ts';

/** AWS credentials as the SDKs take them (`AwsCredentialIdentity`). */
export interface DirectCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** For whom to issue credentials: a role by name, or whichever role may write to an app monitor. */
export type CredentialRequest = {
  /** Default: `credentialsSeconds`; zero or less for expired ones. */
  expiresInSeconds?: number;
} & ({ role: string } | { monitor: string });

/** A console that is listening. */
export interface RunningConsole {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Where PutRumEvents goes: the same as `url`. */
  endpoint: string;
  /** Where the Cognito identity operations go: the same as `url`. */
  identityPoolEndpoint: string;
  /** The development issuer: `url` and `/issuer`. */
  issuer: string;
  /** What a browser app needs; also at `/_config`. */
  config: BrowserConfig;
  /** Accepted events in order of arrival. */
  events: (filter?: EventFilter) => StoredEvent[];
  journeys: () => Journeys;
  /** Writes that were refused, the last 1000; what a fault answered is not among them. */
  refused: () => RefusedWrite[];
  status: () => StatusReport;
  /** An id token of the development issuer. */
  mintToken: (request: TokenRequest) => Promise<string>;
  /** Credentials without the way through an identity pool, for tests. */
  issueCredentials: (request: CredentialRequest) => DirectCredentials;
  /** Sets a fault; returns its undo. */
  addFault: (fault: Fault) => () => void;
  clearFaults: () => void;
  /** Forgets events, refused writes and counts; credentials, identities and faults stay. */
  reset: () => void;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}
