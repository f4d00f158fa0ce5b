import { parseTelemetries } from './parseTelemetries.ts';
import { PASS_FULL_CLIENT, requireOption, requireUrl, UUID } from './requireOption.ts';
import type { DualRumOptions, MonitorName, RumConfig } from './types.ts';

const TELEMETRIES = ['errors', 'performance', 'http', 'interaction', 'replay'];

/** Refuses options of aws-rum-web that cannot work for this app monitor, or that would mix the two. */
export function checkConfig(name: MonitorName, { config: shared = {}, client, ...options }: DualRumOptions): void {
  const overrides = options[name].config ?? {};
  const config: RumConfig = { ...shared, ...overrides };
  const pathOf = (key: keyof RumConfig): string => `${key in overrides ? `${name}.` : ''}config.${key}`;
  const check = (sound: unknown, key: keyof RumConfig, fix: string, value: unknown = config[key]): void =>
    requireOption(sound, pathOf(key), value, fix);
  const { cookieAttributes, compressionStrategy, userId } = config;

  requireUrl(pathOf('endpoint'), config.endpoint);
  const { unique } = cookieAttributes ?? {};
  requireOption(
    unique !== false,
    `${pathOf('cookieAttributes')}.unique`,
    unique,
    'Leave it out: monitors cannot share.',
  );
  check(!config.guestRoleArn, 'guestRoleArn', 'Leave it out: that is the classic flow.');
  check(!config.identityPoolId, 'identityPoolId', `Set ${name}.identityPoolId.`);
  check(config.signing !== false, 'signing', `Set ${name}.signing to false.`);
  const strategy = compressionStrategy === undefined || typeof compressionStrategy === 'object';
  check(strategy, 'compressionStrategy', 'Give { enabled: false }.');
  // Consent is given once, for both.
  const consentFix = 'Set enabled: false: consent is for both monitors.';
  check(overrides.enableRumClient !== false, 'enableRumClient', consentFix);

  const ownUser = userId === undefined || (overrides.userId && UUID.test(userId));
  check(ownUser, 'userId', 'Leave it out, or give each monitor a UUID of its own.');
  const ownSession = config.sessionId === undefined || (name === 'guest' && overrides.sessionId);
  check(ownSession, 'sessionId', 'Leave it out: each sign-in begins a session.', 'shared');

  for (const telemetry of parseTelemetries(config.telemetries ?? []).keys()) {
    const entry = `'${telemetry}' in ${pathOf('telemetries')}`;
    requireOption(TELEMETRIES.includes(telemetry), entry, 'unknown', `Choose from ${TELEMETRIES.join(', ')}.`);
    requireOption(telemetry !== 'replay' || client, entry, 'not in the default client', PASS_FULL_CLIENT);
  }
}
