import type { PageAttributes, TargetDomEvent } from '@aws-rum/web-core';
import type { AuthSource } from '@dual-rum/browser';
import type { AwsRumConfig } from 'aws-rum-web';
import type { Monitor, State } from './diary.ts';

/** Credentials to write to an app monitor. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration?: Date;
}

/** One app monitor, and the credentials to write to it, as JSON carries them; or what gives them. */
export interface Target {
  appMonitorId: string;
  identityPoolId?: string;
  credentials: Keys | (() => Promise<Keys>);
}

/** Everything a subject is made with; the config is the same for all. */
export interface Wiring {
  region: string;
  endpoint: string;
  identityPoolEndpoint: string;
  guest: Target;
  authenticated: Target;
  initialState: State;
  /** Where sign-in comes from, if the app does not say. */
  auth?: AuthSource;
  config: AwsRumConfig;
  /** Services fail, and every user comes back when they do not any more. */
  comesBackLater?: boolean;
}

/** What is under test: whatever an app may call to record. */
export interface Subject {
  /** Calls `listener` whenever a period of another monitor begins, or of another user. */
  onState: (listener: (state: Monitor) => void) => void;
  setSignedIn: (signedIn: boolean) => void;
  recordEvent: (type: string, data: object) => void;
  recordError: (error: unknown) => void;
  recordPageView: (page: string | PageAttributes) => void;
  registerDomEvents: (events: TargetDomEvent[]) => void;
  /** Whether everything recorded has arrived. */
  flush: () => Promise<boolean>;
  /** Whether there is something to sign with, so that a page that ends now can send what it has. */
  ready: (isChecking: boolean) => boolean;
  /** Whether it says of all it has, or will have where a request of the app is open, that it cannot be delivered. */
  failing: (isOpen?: boolean) => boolean;
  onProblem: (listener: (message: string) => void) => void;
}

export type CreateSubject = (wiring: Wiring) => Subject;
