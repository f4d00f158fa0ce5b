/** What the test pages have on `window.sdk`: the SDK, set up for the console, and a sign-in that tests play. */
import { createDualRum, type AuthSource, type AuthUser, type DualRum, type DualRumOptions } from '@dual-rum/browser';
import type { RumClientClass } from '@dual-rum/browser';

type Monitor = DualRumOptions['guest'];

/** `DualRumOptions`, each part of which may be left out. */
export type Overrides = Partial<Omit<DualRumOptions, 'guest' | 'authenticated'>> & {
  guest?: Partial<Monitor>;
  authenticated?: Partial<Monitor>;
};

/** An `AuthSource` whose user the test decides. */
export interface PlayedAuth extends AuthSource {
  /** Somebody signs in, or out with null; the SDK is told. */
  signIn: (subject: string | null) => void;
  hint: (kind?: 'refresh' | 'change') => void;
}

export interface PageSdk {
  rum: DualRum;
  /** Creates the rum. What the overrides leave out is taken from the visit, then from the console's configuration. */
  start: (overrides?: Overrides) => DualRum;
  /** An `AuthSource` that answers at once; `undefined` does not, until somebody signs in or out. */
  playAuth: (subject: string | null | undefined) => PlayedAuth;
  auth?: PlayedAuth;
  AwsRum?: RumClientClass;
  /** Waits in the page for a condition, such as a time. */
  until: (condition: () => boolean) => Promise<void>;
  /** Anything a test wants to keep between its steps. */
  kept: Record<string, unknown>;
}

interface Given {
  base: Overrides & { guest: Monitor; authenticated: Monitor };
  overrides: Overrides;
  issuer: string;
  tokens: Record<string, string>;
}

declare global {
  var sdk: PageSdk;
  /** Put there before the page loads. */
  var sdkGiven: Given;
  var sdkAtStart: (() => void) | undefined;
}

function start(overrides: Overrides = {}): DualRum {
  const layers = [sdkGiven.base, sdkGiven.overrides, overrides];
  const merged = (key: 'guest' | 'authenticated' | 'config') =>
    Object.assign({}, ...layers.map((layer) => layer[key])) as object;
  const options = Object.assign({}, ...layers, {
    guest: merged('guest'),
    authenticated: merged('authenticated'),
    config: merged('config'),
  }) as DualRumOptions;
  const rum = createDualRum(options);
  sdk.rum = rum;
  rum.onProblem(({ cause, ...problem }) => {
    console.debug('problem', JSON.stringify({ ...problem, cause: cause === undefined ? undefined : String(cause) }));
  });
  return rum;
}

const until = (condition: () => boolean): Promise<void> =>
  new Promise((done) => {
    const look = (): unknown => (condition() ? done() : setTimeout(look, 20));
    look();
  });

function playAuth(subject: string | null | undefined): PlayedAuth {
  let user = asUser(subject);
  const asked: ((user: AuthUser | null) => void)[] = [];
  const hints = new Set<Parameters<AuthSource['subscribe']>[0]>();
  const auth: PlayedAuth = {
    current: () => (user === undefined ? new Promise((answer) => asked.push(answer)) : Promise.resolve(user)),
    idToken: () => {
      const token = user && sdkGiven.tokens[user.subject];
      return token ? Promise.resolve(token) : Promise.reject(new Error('nobody is signed in'));
    },
    subscribe: (hint) => {
      hints.add(hint);
      return () => hints.delete(hint);
    },
    signIn: (next) => {
      user = asUser(next)!;
      asked.splice(0).forEach((answer) => answer(user!));
      auth.hint();
    },
    hint: (kind) => hints.forEach((hint) => hint('played', kind)),
  };
  sdk.auth = auth;
  return auth;
}

function asUser(subject: string | null | undefined): AuthUser | null | undefined {
  return subject == null ? subject : { subject, issuer: sdkGiven.issuer };
}

/** Lets the test's own start of the page run, if it has one. */
export function beginPage(more: Partial<PageSdk> = {}): void {
  globalThis.sdk = { rum: undefined as unknown as DualRum, start, playAuth, until, kept: {}, ...more };
  if (sdkAtStart) sdkAtStart();
  else start();
}
