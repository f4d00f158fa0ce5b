/** An app monitor as `createDualRum` takes it. */
export interface BrowserMonitorConfig {
  appMonitorId: string;
  /** Absent when the app monitor takes unsigned requests instead. */
  identityPoolId?: string;
  signing?: false;
  alias?: string;
}

/** What a browser app needs to talk to this console instead of AWS; also at `/_config`. */
export interface BrowserConfig {
  region: string;
  /** Where PutRumEvents goes. */
  endpoint: string;
  /** Where GetId and GetCredentialsForIdentity go. */
  identityPoolEndpoint: string;
  /** The development issuer. */
  issuer: string;
  /** A client id it mints for. */
  clientId: string;
  guest: BrowserMonitorConfig;
  authenticated: BrowserMonitorConfig;
}
