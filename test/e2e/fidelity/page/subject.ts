import type { PageAttributes, TargetDomEvent } from '@aws-rum/web-core';
import type { AwsRumConfig } from 'aws-rum-web';
import type { State } from '../diary.ts';

/** One app monitor, and the credentials to write to it, as JSON carries them. */
export interface Target {
  appMonitorId: string;
  identityPoolId?: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** Everything a subject is made with; the config is the same for all. */
export interface Wiring {
  region: string;
  endpoint: string;
  identityPoolEndpoint: string;
  guest: Target;
  authenticated: Target;
  initialState: State;
  config: AwsRumConfig;
}

/** What is under test: whatever an app may call to record. */
export interface Subject {
  setSignedIn: (signedIn: boolean) => void;
  recordEvent: (type: string, data: object) => void;
  recordError: (error: unknown) => void;
  recordPageView: (page: string | PageAttributes) => void;
  registerDomEvents: (events: TargetDomEvent[]) => void;
  /** Whether everything recorded has arrived. */
  flush: () => Promise<boolean>;
  /** Whether there is something to sign with, so that a page that ends now can send what it has. */
  ready: () => boolean;
  onProblem: (listener: (message: string) => void) => void;
}

export type CreateSubject = (wiring: Wiring) => Subject;
