/** A page that gets its AWS credentials in one of the ways there are: `window.shopper`. */
import { createDualRum, type AuthSource, type DualRum, type DualRumOptions, type Problem } from '@dual-rum/browser';
import { awsSdkCredentials } from '@dual-rum/browser/aws-sdk';
import { amplifySource } from '@dual-rum/browser/cognito';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

export type Way = 'identity' | 'function' | 'pool' | 'awsSdk' | 'fromCognitoIdentityPool' | 'Amplify';

export interface Given {
  way: Way;
  region: string;
  endpoint: string;
  identityPoolId: string;
  guestId: string;
  authenticatedId: string;
  issuer: string;
  amplify: ResourcesConfig;
  telemetries: NonNullable<NonNullable<DualRumOptions['config']>['telemetries']>;
}

export interface Shopper {
  rum: DualRum;
  problems: Problem['type'][];
  /** While true, the id token is empty, as a careless source may give it. */
  empty: boolean;
  signIn: (user: string) => Promise<void>;
  signOut: () => Promise<void>;
}

declare global {
  var shopper: Shopper;
  /** AWS credentials as the app's own server would give them. */
  function askCredentials(monitorId: string): Promise<{ accessKeyId: string; secretAccessKey: string }>;
}

const { config } = globalThis as unknown as { config: Given };
const { way, region, endpoint, identityPoolId, guestId, authenticatedId, issuer } = config;

const KEY = 'user';
const hints = new Set<(why: string) => void>();
const remember = (user: string | null): Promise<void> => {
  if (user === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, user);
  hints.forEach((hint) => hint('session'));
  return Promise.resolve();
};
const plainAuth: AuthSource = {
  current: () => {
    const subject = sessionStorage.getItem(KEY);
    return Promise.resolve(subject === null ? null : { subject, issuer });
  },
  async idToken() {
    if (shopper.empty) return '';
    const subject = sessionStorage.getItem(KEY);
    const response = await fetch(`${issuer}/token`, { method: 'POST', body: JSON.stringify({ subject }) });
    return ((await response.json()) as { id_token: string }).id_token;
  },
  subscribe(hint) {
    hints.add(hint);
    return () => hints.delete(hint);
  },
};

type Credentials = DualRumOptions['guest']['credentials'];
const clientConfig = { region, endpoint };
const amplifyCredentials = async () => {
  const { credentials } = await fetchAuthSession();
  if (!credentials) throw new Error('Amplify has no credentials');
  return credentials;
};
const ways: Record<Way, () => Promise<[guest: Credentials, authenticated: Credentials]>> = {
  identity: async () => [await askCredentials(guestId), await askCredentials(authenticatedId)],
  function: () => Promise.resolve([() => askCredentials(guestId), () => askCredentials(authenticatedId)]),
  pool: () => Promise.resolve([undefined, undefined]),
  awsSdk: () =>
    Promise.resolve([
      awsSdkCredentials({ identityPoolId, clientConfig }),
      awsSdkCredentials({ identityPoolId, clientConfig, auth: plainAuth }),
    ]),
  fromCognitoIdentityPool: () =>
    Promise.resolve([
      fromCognitoIdentityPool({ identityPoolId, clientConfig }),
      // A provider pins its user, so each user gets another.
      () =>
        fromCognitoIdentityPool({
          identityPoolId,
          clientConfig,
          logins: { [issuer.replace(/^https?:\/\//, '')]: () => plainAuth.idToken() },
        })(),
    ]),
  // Not for guests: while somebody is signed in, what a guest has left would be signed as theirs.
  Amplify: () => Promise.resolve([undefined, amplifyCredentials]),
};

globalThis.shopper = {
  problems: [],
  empty: false,
  signIn: remember,
  signOut: () => remember(null),
} as Partial<Shopper> as Shopper;
let auth = plainAuth;
if (way === 'Amplify') {
  Amplify.configure(config.amplify);
  auth = amplifySource({ Hub, fetchAuthSession, getCurrentUser });
  shopper.signIn = async (username) => {
    const options = { authFlowType: 'USER_PASSWORD_AUTH' as const };
    await signIn({ username: `${username}@example.com`, password: 'Correct-horse-1', options });
  };
  shopper.signOut = () => signOut();
}
const [guest, authenticated] = await ways[way]();
const monitor = (appMonitorId: string, credentials: Credentials): DualRumOptions['guest'] => ({
  appMonitorId,
  ...(credentials ? { credentials } : { identityPoolId }),
});
shopper.rum = createDualRum({
  region,
  applicationVersion: '1.0.0',
  endpoint,
  identityPoolEndpoint: endpoint,
  guest: monitor(guestId, guest),
  authenticated: monitor(authenticatedId, authenticated),
  auth,
  config: {
    telemetries: config.telemetries,
    allowCookies: true,
    dispatchInterval: 20,
    cookieAttributes: { secure: false },
  },
});
shopper.rum.onProblem(({ type }) => shopper.problems.push(type));
