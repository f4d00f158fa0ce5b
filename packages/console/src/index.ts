export { startConsole } from './core/startConsole.ts';
export { ConsoleError } from './errors/ConsoleError.ts';
export type { BrowserConfig, BrowserMonitorConfig } from './control/BrowserConfig.ts';
export type { AnswerFault, ConnectionFault, Fault, LatencyFault, RequestFault, StatusFault } from './faults/Fault.ts';
export type { PolicyDocument, PolicyStatement } from './iam/PolicyDocument.ts';
export type { TokenRequest } from './issuer/TokenRequest.ts';
export type {
  AppMonitorOptions,
  ConsoleOptions,
  IdentityPoolOptions,
  MonitorState,
  RoleOptions,
  TrustedIssuer,
} from './options/ConsoleOptions.ts';
export type { CredentialRequest, DirectCredentials } from './credentials/DirectCredentials.ts';
export type { RunningConsole } from './core/RunningConsole.ts';
export type { StatusReport } from './control/StatusReport.ts';
export type { JourneyPage, Journeys, JourneySession, MonitorJourneys } from './store/journeys.ts';
export type { BatchInfo, EventFilter, RefusedWrite, StoredEvent, Transport } from './store/StoredEvent.ts';
