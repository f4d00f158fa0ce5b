import type { MonitorOptions } from '@dual-rum/browser';
import type { AuthConfig } from './auth/Auth.ts';

/** Where the shop's telemetry goes and who signs its users in. The server writes it into the page. */
export interface Config {
  region: string;
  guest: MonitorOptions;
  authenticated: MonitorOptions;
  /** The CloudWatch RUM data plane; only tests and demos replace it. */
  endpoint: string;
  /** The Cognito identity-pool service; only tests and demos replace it. */
  identityPoolEndpoint: string;
  /** The client that users sign in with. */
  auth: AuthConfig;
  /** The page with both monitors' user journeys. */
  journeys: string;
  /** New with each start of the demo: its issuer makes new keys then, and id tokens of the run before are worth nothing. */
  run: string;
}

export const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as Config;
