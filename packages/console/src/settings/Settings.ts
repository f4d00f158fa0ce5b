import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import type { MonitorState } from '../options/ConsoleOptions.ts';

export interface Monitor {
  id: string;
  name: string;
  arn: string;
  state: MonitorState;
  resourcePolicy: PolicyDocument | undefined;
}

export interface Role {
  name: string;
  arn: string;
  trustPolicy: PolicyDocument;
  /** Inline policies by name. They may change while the console runs. */
  inline: Map<string, PolicyDocument>;
  /** The documents of `inline`. */
  readonly policies: PolicyDocument[];
}

export interface Issuer {
  /** `'development'` until the console's own URL is known. */
  issuer: string;
  clientIds: string[];
  loginKey: string | undefined;
  jwksUri: string | undefined;
}

export interface IdentityPool {
  id: string;
  allowUnauthenticated: boolean;
  unauthenticatedRole: Role | undefined;
  authenticatedRole: Role | undefined;
  issuers: Issuer[];
}

/** `ConsoleOptions` with every default filled in and every name resolved. */
export interface Settings {
  port: number;
  region: string;
  account: string;
  monitors: Monitor[];
  roles: Role[];
  pools: IdentityPool[];
  credentialsSeconds: number;
  issuerClientIds: string[];
  maxEvents: number;
  maxBodyBytes: number;
  maxBatchEvents: number;
  strictCustomEvents: boolean;
  identityEvents: string | undefined;
  trailGuests: boolean;
  /** Folder for the events; undefined: in memory only. */
  data: string | undefined;
  maxDays: number;
  maxMegabytes: number;
  clock: () => number;
  log: (line: string) => void;
}
