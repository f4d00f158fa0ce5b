import { parseTelemetries } from './parseTelemetries.ts';
import type { DualRumOptions } from './types.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const TELEMETRIES = ['errors', 'performance', 'http', 'interaction', 'replay'];

/** Refuses options that cannot work or that would mix the two monitors, naming the option and the fix. */
export function checkOptions(options: DualRumOptions): void {
  const { region, applicationVersion, guest, authenticated, config = {}, initialState, pendingTimeout } = options;
  const { endpoint, identityPoolEndpoint, auth, client } = options;
  const check = (sound: unknown, option: string, value: unknown, fix: string): void => {
    if (sound) return;
    const is = typeof value === 'object' ? JSON.stringify(value) : String(value);
    throw new Error(`createDualRum: ${option} is ${is}. ${fix}`);
  };
  const fullClient = "Pass client: AwsRum of 'aws-rum-web'.";
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
  const isUrl = (option: string, url: string | undefined): void =>
    check(url === undefined || URL.canParse(url), option, url, 'Give a URL, https://…');

  check(isText(region), 'region', region, "Give a region, such as 'us-east-1'.");
  check(isText(applicationVersion), 'applicationVersion', applicationVersion, "Give one, such as '1.4.0'.");
  isUrl('endpoint', endpoint);
  isUrl('identityPoolEndpoint', identityPoolEndpoint);

  for (const name of ['guest', 'authenticated'] as const) {
    const { appMonitorId, identityPoolId, credentials, config: own = {} } = options[name] ?? {};
    const all = { ...config, ...own };
    const option = (key: keyof typeof all): string => `${key in own ? `${name}.` : ''}config.${key}`;
    const { userId, sessionId } = all;
    check(UUID.test(appMonitorId), `${name}.appMonitorId`, appMonitorId, 'Give its id, a UUID, not its name.');
    if (identityPoolId !== undefined) {
      const [where, id] = identityPoolId.split(':');
      const pool = `${name}.identityPoolId`;
      check(UUID.test(id!) && where === region, pool, identityPoolId, `Give '${region}:' and a UUID.`);
      const usable = name === 'guest' || credentials || auth;
      check(usable, pool, 'without an id token', 'Pass auth, or authenticated.credentials.');
    }
    isUrl(option('endpoint'), all.endpoint);
    const { unique } = all.cookieAttributes ?? {};
    check(unique !== false, `${option('cookieAttributes')}.unique`, unique, 'Leave it out: monitors cannot share.');
    check(!all.guestRoleArn, option('guestRoleArn'), all.guestRoleArn, 'Leave it out: it selects the classic flow.');
    check(!all.identityPoolId, option('identityPoolId'), all.identityPoolId, `Set ${name}.identityPoolId.`);
    const ownUser = userId === undefined || (own.userId && UUID.test(userId));
    check(ownUser, option('userId'), userId, 'Leave it out, or give each monitor a UUID of its own.');
    const pinned = sessionId === undefined || (name === 'guest' && own.sessionId);
    check(pinned, option('sessionId'), 'shared', 'Leave it out: each sign-in begins a session.');
    for (const telemetry of parseTelemetries(all.telemetries ?? []).keys()) {
      const one = `'${telemetry}' in ${option('telemetries')}`;
      check(TELEMETRIES.includes(telemetry), one, 'unknown', `Choose from ${TELEMETRIES.join(', ')}.`);
      check(telemetry !== 'replay' || client, one, 'not in the default client', fullClient);
    }
  }
  const sameId = guest.appMonitorId.toLowerCase() === authenticated.appMonitorId.toLowerCase();
  check(!sameId, 'authenticated.appMonitorId', "the guests'", 'Create a second app monitor.');
  const sameUser = guest.config?.userId && guest.config.userId === authenticated.config?.userId;
  check(!sameUser, 'authenticated.config.userId', "the guests'", 'Leave it out: monitors cannot share.');
  const states = [undefined, 'pending', 'guest', ...(auth ? [] : ['authenticated'])];
  check(states.includes(initialState), 'initialState', initialState, `Choose from ${states.slice(1).join(', ')}.`);
  check(
    pendingTimeout === undefined || pendingTimeout > 0,
    'pendingTimeout',
    pendingTimeout,
    'Give milliseconds above 0.',
  );
  check(!client || typeof client === 'function', 'client', client, fullClient);
  check(!auth || typeof auth.current === 'function', 'auth', auth, 'Pass an AuthSource.');
}
