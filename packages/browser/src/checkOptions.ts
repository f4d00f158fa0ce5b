import { parseTelemetries } from './instruments.ts';
import type { DualRumOptions } from './types.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const TELEMETRIES = ['errors', 'performance', 'http', 'interaction', 'replay'];

/** Refuses options that cannot work or that would mix the two monitors, naming the option and the fix. */
export function checkOptions(options: DualRumOptions): void {
  const {
    region,
    applicationVersion,
    guest,
    authenticated,
    config = {},
    initialState,
    pendingTimeout,
    auth,
    client,
  } = options;
  const check = (sound: unknown, option: string, value: unknown, fix: string): void => {
    if (!sound)
      throw new Error(
        `createDualRum: ${option} is ${typeof value === 'object' ? JSON.stringify(value) : String(value)}. ${fix}`,
      );
  };
  check(
    region && typeof region === 'string',
    'region',
    region,
    "Give the app monitors' AWS region, such as 'us-east-1'.",
  );
  check(
    applicationVersion && typeof applicationVersion === 'string',
    'applicationVersion',
    applicationVersion,
    "Give your app's version, such as '1.4.0'.",
  );

  for (const name of ['guest', 'authenticated'] as const) {
    const { appMonitorId, identityPoolId, credentials, config: own = {} } = options[name] ?? {};
    const all = { ...config, ...own };
    const option = (key: keyof typeof all): string => `${key in own ? `${name}.` : ''}config.${key}`;
    const { cookieAttributes, guestRoleArn, identityPoolId: misplaced, userId, sessionId, telemetries = [] } = all;
    check(
      UUID.test(appMonitorId),
      `${name}.appMonitorId`,
      appMonitorId,
      "Give the app monitor's id, a UUID (not its name).",
    );
    if (identityPoolId !== undefined) {
      const [where, id] = identityPoolId.split(':');
      check(
        UUID.test(id!) && where === region,
        `${name}.identityPoolId`,
        identityPoolId,
        `Give an identity pool of the region: '${region}:' and a UUID.`,
      );
      check(
        name === 'guest' || credentials || auth,
        `${name}.identityPoolId`,
        'without an id token',
        'Pass auth, or authenticated.credentials.',
      );
    }
    check(
      cookieAttributes?.unique !== false,
      `${option('cookieAttributes')}.unique`,
      false,
      'Leave it out: the monitors would share one session.',
    );
    check(
      !guestRoleArn,
      option('guestRoleArn'),
      guestRoleArn,
      'Leave it out: it selects the classic flow; the identity pool knows its roles.',
    );
    check(!misplaced, option('identityPoolId'), misplaced, `Set ${name}.identityPoolId instead.`);
    check(
      userId === undefined || UUID.test(userId),
      option('userId'),
      userId,
      'Leave it out, or give a UUID: the service rejects anything else.',
    );
    check(
      userId === undefined || own.userId,
      'config.userId',
      'shared by both monitors',
      'Leave it out, or give each monitor its own.',
    );
    check(
      sessionId === undefined || (name === 'guest' && own.sessionId),
      option('sessionId'),
      'shared by users or monitors',
      'Leave it out: each sign-in begins a session.',
    );
    for (const telemetry of parseTelemetries(telemetries).keys()) {
      check(
        TELEMETRIES.includes(telemetry),
        `'${telemetry}' in ${option('telemetries')}`,
        'unknown',
        `Choose from ${TELEMETRIES.join(', ')}.`,
      );
      check(
        telemetry !== 'replay' || client,
        `'replay' in ${option('telemetries')}`,
        'not in the default client',
        "Pass client: AwsRum of 'aws-rum-web'.",
      );
    }
  }
  const sameId = guest.appMonitorId.toLowerCase() === authenticated.appMonitorId.toLowerCase();
  check(
    !sameId,
    'authenticated.appMonitorId',
    "the guests'",
    'Create a second app monitor, which guests cannot write to.',
  );
  const sameUser = guest.config?.userId && guest.config.userId === authenticated.config?.userId;
  check(!sameUser, 'authenticated.config.userId', "the guests'", 'Leave it out: nothing may link the two monitors.');
  check(
    initialState === undefined || ['pending', 'guest', 'authenticated'].includes(initialState),
    'initialState',
    initialState,
    "Choose 'pending', 'guest' or 'authenticated'.",
  );
  check(
    !auth || initialState !== 'authenticated',
    'initialState',
    initialState,
    'Leave it out: auth says who is signed in.',
  );
  check(
    pendingTimeout === undefined || pendingTimeout > 0,
    'pendingTimeout',
    pendingTimeout,
    'Give milliseconds above 0.',
  );
  check(
    client === undefined || typeof client === 'function',
    'client',
    client,
    "Pass the class AwsRum of 'aws-rum-web'.",
  );
  check(!auth || typeof auth.current === 'function', 'auth', auth, 'Pass an AuthSource.');
}
