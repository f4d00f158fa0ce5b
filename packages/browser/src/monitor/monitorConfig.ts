import { defaultCookieAttributes } from '@aws-rum/web-slim/orchestration/Orchestration';
import { parseTelemetries, type Telemetries } from '../api/parseTelemetries.ts';
import { statelessPattern } from '../api/statelessPattern.ts';
import type { DualRumOptions, MonitorName, RumConfig } from '../api/types.ts';
import { assignDefined } from '../watch/assignDefined.ts';

/** What one app monitor is made of: the options of both, and over them its own. */
export interface MonitorConfig {
  /** As the app gave it, with our defaults. */
  config: RumConfig;
  endpoint: string;
  telemetries: Telemetries;
  cookieAttributes: ReturnType<typeof defaultCookieAttributes>;
  userIdRetentionDays: number;
}

const TELEMETRIES = ['errors', 'performance', 'http'];
const USER_ID_RETENTION_DAYS = 30;

/** Merges the options of both app monitors with those of one. */
export function monitorConfig(name: MonitorName, options: DualRumOptions): MonitorConfig {
  // aws-rum-web's default of 200 events a session drops the rest in silence.
  const config: RumConfig = { sessionEventLimit: 0, telemetries: TELEMETRIES };
  for (const given of [options.config, options[name].config]) assignDefined(config, given);
  // aws-rum-web would test them with the flag g, which finds something every other time.
  for (const key of ['pagesToInclude', 'pagesToExclude'] as const) {
    if (config[key]) config[key] = config[key].map(statelessPattern);
  }
  return {
    config,
    endpoint: config.endpoint ?? options.endpoint ?? `https://dataplane.rum.${options.region}.amazonaws.com`,
    telemetries: parseTelemetries(config.telemetries!),
    cookieAttributes: {
      ...defaultCookieAttributes(),
      // On plain http WebKit stores no secure cookie, not even on localhost.
      secure: location.protocol === 'https:',
      ...config.cookieAttributes,
      unique: true,
    },
    userIdRetentionDays: config.userIdRetentionDays ?? USER_ID_RETENTION_DAYS,
  };
}

/** The options of an AwsRum that is inert: it writes no user id of its own, patches nothing and never dispatches by itself. */
export function inertConfig(
  { config, endpoint, telemetries, cookieAttributes }: MonitorConfig,
  userId: string,
  alias: string | undefined,
): RumConfig {
  const replay = telemetries.get('replay');
  // It builds what the transport sends with.
  const { clientBuilder, ...rest } = config;
  return {
    ...rest,
    ...(alias !== undefined && { alias }),
    endpoint,
    cookieAttributes,
    // It would read the session of an earlier page, which is early enough when its recording begins.
    allowCookies: false,
    userId,
    userIdRetentionDays: 0,
    enableRumClient: false,
    disableAutoPageView: true,
    eventPluginsToLoad: [],
    dispatchInterval: 0,
    // A full cache would drop events; here it is emptied at each full batch.
    eventCacheSize: Infinity,
    // The transport signs and sends.
    signing: false,
    telemetries: replay ? [['replay', replay]] : [],
  };
}
