import { expect, it } from 'vitest';
import { checkOptions } from './checkOptions.ts';
import type { AuthSource, DualRumOptions } from './types.ts';

const GUESTS = '11111111-1111-4111-8111-111111111111';
const USERS = '22222222-2222-4222-8222-222222222222';
const SOMEBODY = '33333333-3333-4333-8333-333333333333';
const POOL = `us-east-1:${SOMEBODY}`;
const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
const auth: AuthSource = {
  current: () => Promise.resolve(null),
  idToken: () => Promise.reject(new Error('nobody')),
  subscribe: () => () => undefined,
};

const sound: DualRumOptions = {
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  guest: { appMonitorId: GUESTS, identityPoolId: POOL },
  authenticated: { appMonitorId: USERS, credentials },
};
/** The sound options with changes; undefined leaves an option out. */
const but = (changes: Record<string, unknown>): DualRumOptions => ({ ...sound, ...changes });
const guest = (changes: object) => but({ guest: { ...sound.guest, ...changes } });
const users = (changes: object) => but({ authenticated: { ...sound.authenticated, ...changes } });

it.each<[string, DualRumOptions]>([
  ['the least', sound],
  ['an AuthSource with an identity pool', but({ auth, authenticated: { appMonitorId: USERS, identityPoolId: POOL } })],
  ['a provider of credentials', users({ credentials: () => Promise.resolve(credentials) })],
  ['unsigned guests', but({ guest: { appMonitorId: GUESTS, signing: false, alias: 'shop' } })],
  ['neither credentials nor pool: they come later', but({ guest: { appMonitorId: GUESTS } })],
  ['capital letters in ids', guest({ appMonitorId: GUESTS.toUpperCase() })],
  [
    'all telemetries of the default client',
    but({ config: { telemetries: ['errors', ['http', {}], 'performance', 'interaction'] } }),
  ],
  ['session replay with the full client', but({ client: class {}, config: { telemetries: ['replay'] } })],
  [
    'a user id for each',
    but({
      ...guest({ config: { userId: SOMEBODY } }),
      ...{ authenticated: { ...sound.authenticated, config: { userId: USERS } } },
    }),
  ],
  ['a session id for guests', guest({ config: { sessionId: SOMEBODY } })],
  ['cookie attributes', but({ config: { cookieAttributes: { secure: false, unique: true } } })],
  ['each initial state', but({ initialState: 'pending' })],
  ['no compression', but({ config: { compressionStrategy: { enabled: false } } })],
  ["no consent yet, by aws-rum-web's option", but({ config: { enableRumClient: false } })],
  ['no consent yet', but({ enabled: false, pendingTimeout: 1 })],
])('accepts %s', (_, options) => {
  expect(() => checkOptions(options)).not.toThrow();
});

it.each<[string, DualRumOptions, RegExp, RegExp]>([
  ['no region', but({ region: undefined }), /region is undefined/, /us-east-1/],
  ['an empty region', but({ region: '' }), /region is /, /us-east-1/],
  ['no version', but({ applicationVersion: undefined }), /applicationVersion is undefined/, /1\.4\.0/],
  ['no guests', but({ guest: undefined }), /guest\.appMonitorId is undefined/, /UUID/],
  ['no users', but({ authenticated: undefined }), /authenticated\.appMonitorId is undefined/, /UUID/],
  ['a name for an id', guest({ appMonitorId: 'Shop' }), /guest\.appMonitorId is Shop/, /not its name/],
  [
    'one app monitor for both',
    users({ appMonitorId: GUESTS }),
    /authenticated\.appMonitorId is the guests'/,
    /second one/,
  ],
  [
    'the same in other letters',
    but({
      guest: { appMonitorId: 'abcdef00-1111-4111-8111-111111111111' },
      authenticated: { appMonitorId: 'ABCDEF00-1111-4111-8111-111111111111' },
    }),
    /authenticated\.appMonitorId/,
    /second/,
  ],
  ['a pool without region', guest({ identityPoolId: SOMEBODY }), /guest\.identityPoolId/, /us-east-1:/],
  [
    'a pool elsewhere',
    guest({ identityPoolId: `eu-west-1:${SOMEBODY}` }),
    /guest\.identityPoolId is eu-west-1/,
    /'us-east-1:'/,
  ],
  [
    'a pool for users and nobody to say who',
    users({ credentials: undefined, identityPoolId: POOL }),
    /authenticated\.identityPoolId is without an id token/,
    /Pass auth/,
  ],
  [
    'shared cookies',
    but({ config: { cookieAttributes: { unique: false } } }),
    /: config\.cookieAttributes\.unique is false/,
    /Leave it out/,
  ],
  [
    'shared cookies for one',
    users({ config: { cookieAttributes: { unique: false } } }),
    /authenticated\.config\.cookieAttributes/,
    /Leave it out/,
  ],
  [
    'the classic flow',
    but({ config: { guestRoleArn: 'arn:aws:iam::1:role/x' } }),
    /config\.guestRoleArn is arn/,
    /classic flow/,
  ],
  [
    'a pool in the wrong place',
    but({ config: { identityPoolId: POOL } }),
    /config\.identityPoolId/,
    /Set guest\.identityPoolId/,
  ],
  ['a user id that is none', guest({ config: { userId: 'alice' } }), /guest\.config\.userId is alice/, /UUID/],
  [
    'a user id for both',
    but({ config: { userId: SOMEBODY } }),
    /config\.userId is 3/,
    /each monitor a UUID of its own/,
  ],
  [
    'the same user id twice',
    but({
      ...guest({ config: { userId: SOMEBODY } }),
      authenticated: { ...sound.authenticated, config: { userId: SOMEBODY } },
    }),
    /authenticated\.config\.userId is the guests'/,
    /Leave it out/,
  ],
  ['a session id for both', but({ config: { sessionId: SOMEBODY } }), /config\.sessionId is shared/, /Leave it out/],
  [
    'a session id for users',
    users({ config: { sessionId: SOMEBODY } }),
    /authenticated\.config\.sessionId/,
    /each sign-in begins a session/,
  ],
  [
    'an unknown telemetry',
    but({ config: { telemetries: ['perf'] } }),
    /'perf' in config\.telemetries is unknown/,
    /performance/,
  ],
  [
    'an unknown telemetry of one',
    guest({ config: { telemetries: [['htp', {}]] } }),
    /'htp' in guest\.config\.telemetries/,
    /http/,
  ],
  [
    'replay without the full client',
    but({ config: { telemetries: ['replay'] } }),
    /'replay' in config\.telemetries/,
    /client: AwsRum/,
  ],
  [
    'an unknown state',
    but({ initialState: 'signed-in' }),
    /initialState is signed-in/,
    /pending, guest, authenticated\./,
  ],
  [
    'two that say who is signed in',
    but({ auth, initialState: 'authenticated' }),
    /initialState is authenticated/,
    /Choose from pending, guest\./,
  ],
  ['no time at all', but({ pendingTimeout: 0 }), /pendingTimeout is 0/, /above 0/],
  ['a time that is none', but({ pendingTimeout: NaN }), /pendingTimeout is NaN/, /milliseconds/],
  ['an instance for a class', but({ client: {} }), /client is \{\}/, /client: AwsRum/],
  ['auth that is no AuthSource', but({ auth: { getUser: () => null } }), /auth is/, /AuthSource/],
  ['an endpoint that is no URL', but({ endpoint: 'dataplane' }), /endpoint is dataplane/, /https?:/],
  ['unsigned requests in the wrong place', but({ config: { signing: false } }), /config\.signing/, /guest\.signing/],
  [
    'unsigned requests in the wrong place for one',
    users({ config: { signing: false } }),
    /authenticated\.config\.signing is false/,
    /Set authenticated\.signing to false/,
  ],
  [
    'no compression, said the wrong way',
    but({ config: { compressionStrategy: false } }),
    /config\.compressionStrategy is false/,
    /\{ enabled: false \}/,
  ],
  [
    'consent for one monitor alone',
    guest({ config: { enableRumClient: false } }),
    /guest\.config\.enableRumClient is false/,
    /Set enabled: false/,
  ],
])('refuses %s, and names the option and the fix', (_, options, option, fix) => {
  expect(() => checkOptions(options)).toThrow(/^createDualRum: /);
  expect(() => checkOptions(options)).toThrow(option);
  expect(() => checkOptions(options)).toThrow(fix);
});
