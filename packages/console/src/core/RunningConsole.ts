import type { BrowserConfig } from '../control/BrowserConfig.ts';
import type { StatusReport } from '../control/StatusReport.ts';
import type { CredentialRequest, DirectCredentials } from '../credentials/DirectCredentials.ts';
import type { Fault } from '../faults/Fault.ts';
import type { TokenRequest } from '../issuer/TokenRequest.ts';
import type { Journeys } from '../store/journeys.ts';
import type { EventFilter, RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';

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
  /** The same as a module to paste into an app in development; also at `/_snippet`. */
  snippet: string;
  /** Accepted events in order of arrival. */
  events: (filter?: EventFilter) => StoredEvent[];
  journeys: () => Journeys;
  /** Writes that were refused, the last 1000; what a fault answered is not among them. */
  refused: () => RefusedWrite[];
  status: () => StatusReport;
  /** An id token of the development issuer. */
  mintToken: (request: TokenRequest) => Promise<string>;
  /** Credentials that no identity pool was asked for, for tests. */
  issueCredentials: (request: CredentialRequest) => DirectCredentials;
  /** Sets a fault; returns its undo. */
  addFault: (fault: Fault) => () => void;
  clearFaults: () => void;
  /** Forgets events, refused writes and counts; credentials, identities and faults stay. */
  reset: () => Promise<void>;
  /** Stops listening and closes open connections. */
  close: () => Promise<void>;
}
