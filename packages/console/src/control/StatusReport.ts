import type { MonitorState } from '../options/ConsoleOptions.ts';

/** What a console has seen since it started or was last reset. */
export interface StatusReport {
  url: string;
  uptimeSeconds: number;
  monitors: {
    id: string;
    name: string;
    arn: string;
    state: MonitorState;
    batches: number;
    /** Events that arrived, every copy of them. */
    events: number;
    /** The same with each event id counted once. */
    distinctEvents: number;
    sessions: number;
    refused: number;
  }[];
  /** Copies of events that were already there; `ids` lists each such event with how often and where it is stored. */
  duplicates: { count: number; ids: { id: string; times: number; monitors: string[] }[] };
  /** Refused writes. */
  refused: number;
  /** Requests per operation, refused and faulted ones included. */
  credentialRequests: { GetId: number; GetOpenIdToken: number; GetCredentialsForIdentity: number };
  /** Identities of the pools: `merged` counts guests whose identity went into that of a user. A reset leaves them. */
  identities: { guests: number; users: number; merged: number };
  /** Events kept in memory, how many may be, and how many had to go. */
  memory: { events: number; maxEvents: number; evicted: number };
  /** Faults that are set. */
  faults: number;
}
