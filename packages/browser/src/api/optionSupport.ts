import type { CookieAttributes } from '@aws-rum/web-core/orchestration/config';
import type { DomEventPluginConfig } from '@aws-rum/web-core/plugins/event-plugins/DomEventPlugin';
import type { PartialJsErrorPluginConfig } from '@aws-rum/web-core/plugins/event-plugins/JsErrorPlugin';
import type { RRWebPluginConfig } from '@aws-rum/web-core/plugins/event-plugins/RRWebPlugin';
import type { HttpPluginConfig } from '@aws-rum/web-core/plugins/utils/http-utils';
import type { PerformancePluginConfig } from '@aws-rum/web-core/plugins/utils/performance-utils';
import type { AwsRum, AwsRumConfig } from 'aws-rum-web';

/** How an option or a command of aws-rum-web works here. */
export type Support =
  | 'same'
  /** `createDualRum` throws on this value of `config`, and names the fix. */
  | { refused: unknown }
  /** In a sentence, for the table in the README. */
  | { differs: string };

/** Every option of aws-rum-web's published `AwsRumConfig`. A new one does not compile until it is decided here. */
export const optionSupport: Record<keyof AwsRumConfig, Support> = {
  alias: 'same',
  allowCookies: 'same',
  applicationAttributes: 'same',
  batchLimit: 'same',
  candidatesCacheSize: {
    differs: 'Has no effect: of each kind of candidate (CLS, INP, LCP) the latest is kept, and none is dropped.',
  },
  client: 'same',
  clientBuilder: 'same',
  compressionStrategy: { refused: false },
  cookieAttributes: { refused: { unique: false } },
  debug: { differs: "Logs each event with its app monitor, in place of aws-rum-web's own log." },
  disableAutoPageView: 'same',
  dispatchInterval: 'same',
  enableRumClient: {
    differs:
      'Is for both app monitors, as `enabled`: with `false` nothing is recorded, stored or sent before `rum.enable()`.',
  },
  enableW3CTraceId: 'same',
  enableXRay: {
    differs:
      'Requests that start before it is known who is signed in carry no trace: whether their session is sampled is not known either.',
  },
  endpoint: 'same',
  endpointUrl: 'same', // Set from `endpoint`, there as here.
  eventCacheSize: {
    differs: 'Has no effect: each full batch (`batchLimit`) is handed over at once, and none is dropped.',
  },
  eventPluginsToLoad: 'same',
  fetchFunction: 'same',
  guestRoleArn: { refused: 'arn:aws:iam::111111111111:role/guest' },
  headers: 'same',
  identityPoolId: { refused: 'us-east-1:11111111-1111-4111-8111-111111111111' },
  pageIdFormat: 'same',
  pagesToExclude: 'same',
  pagesToInclude: 'same',
  recordResourceUrl: 'same',
  releaseId: 'same',
  retries: { differs: 'Has no effect: a batch is tried until CloudWatch acknowledges it.' },
  routeChangeComplete: 'same',
  routeChangeTimeout: 'same',
  sessionAttributes: 'same',
  sessionEventLimit: {
    differs:
      'Has no limit by default (aws-rum-web: 200). Where it is set, what it drops is reported as `session-limit`.',
  },
  sessionId: { refused: '11111111-1111-4111-8111-111111111111' },
  sessionLengthSeconds: 'same',
  sessionSampleRate: 'same',
  signing: { refused: false },
  suppressSessionStartEvent: 'same',
  telemetries: {
    differs:
      '`errors`, `performance` and `http` by default. aws-rum-web 3 adds `replay`, which needs [`client`](../README.md#session-replay); 1 and 2 have none.',
  },
  useBeacon: {
    differs:
      'What is left when the page ends leaves by requests that outlive it, never by a beacon; `false` sends it as JSON.',
  },
  userId: { refused: '11111111-1111-4111-8111-111111111111' },
  userIdRetentionDays: 'same',
};

type Names<T> = Record<keyof T, true>;

/** The options that telemetries and cookies have of their own. A new one does not compile, either. */
export const nestedOptions: {
  errors: Names<PartialJsErrorPluginConfig>;
  http: Names<HttpPluginConfig>;
  interaction: Names<DomEventPluginConfig>;
  performance: Names<PerformancePluginConfig>;
  replay: Names<RRWebPluginConfig>;
  cookieAttributes: Names<CookieAttributes>;
} = {
  errors: { stackTraceLength: true, ignore: true },
  http: {
    urlsToInclude: true,
    urlsToExclude: true,
    stackTraceLength: true,
    recordAllRequests: true,
    addXRayTraceIdHeader: true,
    logicalServiceName: true,
  },
  interaction: { events: true, enableMutationObserver: true, interactionId: true },
  performance: {
    eventLimit: true,
    ignore: true,
    recordAllTypes: true,
    sampleTypes: true,
    reportAllLCP: true,
    reportAllCLS: true,
    reportAllINP: true,
  },
  replay: { additionalSampleRate: true, batchSize: true, flushInterval: true, recordOptions: true },
  cookieAttributes: { domain: true, path: true, sameSite: true, secure: true, unique: true },
};

type Method<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];

/** Every command of aws-rum-web's `AwsRum`, as `rum.guest` and `rum.authenticated` have it. */
export const commandSupport: Record<Method<AwsRum>, Support> = {
  addPlugin: 'same',
  addSessionAttributes: 'same',
  allowCookies: {
    differs:
      'Is for the cookie of the session alone. Where ids wait for consent, give `allowCookies: true` and [`enabled: false`](../README.md#consent).',
  },
  clearCookies: 'same',
  clearEventMetadataHook: 'same',
  disable: {
    differs:
      'Call `rum.disable()`: it withdraws consent for both app monitors, and removes the ids. After `rum.enable()` a session of a new user begins.',
  },
  dispatch: {
    differs:
      'Hands over what is recorded; it is sent, and tried until it is acknowledged, by itself. `rum.flush()` tells when it is.',
  },
  dispatchBeacon: { differs: 'The same as `dispatch`.' },
  enable: { differs: 'Call `rum.enable()`: consent is for both app monitors.' },
  getSessionId: 'same',
  getUserId: 'same',
  pinSessionId: 'same',
  pinUserId: {
    differs:
      'On `rum.guest` or `rum.authenticated`, each with a user of its own, and until the page ends: the next page has to pin it again.',
  },
  recordError: { differs: 'Records under the app monitor whose turn it is, also without the telemetry `errors`.' },
  recordEvent: 'same',
  recordPageView: 'same',
  registerDomEvents: { differs: 'Call `rum.registerDomEvents()`: the page has one set of listeners for both.' },
  setAwsCredentials: 'same',
  setEventMetadataHook: 'same',
  setSigningConfigFactory: { differs: 'Is not there: set `credentials`, or `signing: false`, of the app monitor.' },
  startSession: 'same',
};
