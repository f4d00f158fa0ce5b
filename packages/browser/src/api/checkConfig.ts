import { parseTelemetries } from './parseTelemetries.ts';
import { PASS_FULL_CLIENT, requireOption, requireUrl, UUID } from './requireOption.ts';
import type { DualRumOptions, MonitorName, RumConfig } from './types.ts';

const TELEMETRIES = ['errors', 'performance', 'http', 'interaction', 'replay'];

/** Refuses options of aws-rum-web that cannot work for this app monitor, or that would mix the two. */
export function checkConfig(name: MonitorName, { config: shared = {}, client, ...options }: DualRumOptions): void {
  const overrides = options[name].config ?? {};
  const config: RumConfig = { ...shared, ...overrides };
  const pathOf = (key: keyof RumConfig): string => `${key in overrides ? `${name}.` : ''}config.${key}`;
  const { cookieAttributes, guestRoleArn, identityPoolId, userId, sessionId, telemetries } = config;

  requireUrl(pathOf('endpoint'), config.endpoint);
  const { unique } = cookieAttributes ?? {};
  const uniqueFix = 'Leave it out: monitors cannot share.';
  requireOption(unique !== false, `${pathOf('cookieAttributes')}.unique`, unique, uniqueFix);
  const roleFix = 'Leave it out: that is the classic flow.';
  requireOption(!guestRoleArn, pathOf('guestRoleArn'), guestRoleArn, roleFix);
  requireOption(!identityPoolId, pathOf('identityPoolId'), identityPoolId, `Set ${name}.identityPoolId.`);

  requireOption(config.signing !== false, pathOf('signing'), false, `Set ${name}.signing to false.`);
  const { compressionStrategy } = config;
  const strategy = compressionStrategy === undefined || typeof compressionStrategy === 'object';
  requireOption(strategy, pathOf('compressionStrategy'), compressionStrategy, 'Give { enabled: false }.');
  // Consent is given once, for both.
  const { enableRumClient } = overrides;
  const consentFix = 'Set enabled: false: consent is for both monitors.';
  requireOption(enableRumClient !== false, pathOf('enableRumClient'), enableRumClient, consentFix);

  const ownUser = userId === undefined || (overrides.userId && UUID.test(userId));
  requireOption(ownUser, pathOf('userId'), userId, 'Leave it out, or give each monitor a UUID of its own.');
  const ownSession = sessionId === undefined || (name === 'guest' && overrides.sessionId);
  requireOption(ownSession, pathOf('sessionId'), 'shared', 'Leave it out: each sign-in begins a session.');

  for (const telemetry of parseTelemetries(telemetries ?? []).keys()) {
    const entry = `'${telemetry}' in ${pathOf('telemetries')}`;
    requireOption(TELEMETRIES.includes(telemetry), entry, 'unknown', `Choose from ${TELEMETRIES.join(', ')}.`);
    requireOption(telemetry !== 'replay' || client, entry, 'not in the default client', PASS_FULL_CLIENT);
  }
}
