/** What every client's page has on `window.app`: its sign-in, the source made of it, and what the SDK made of that. */
import { createDualRum, type AuthSource, type DualRum, type RumState } from '@dual-rum/browser';

/** A client as its own users call it. */
export interface Verbs {
  /** Logs in without leaving the page. The provider knows as whom. */
  login: (user: string) => Promise<unknown>;
  /** Leaves for the provider's login page. */
  loginWithRedirect: () => Promise<unknown>;
  /** Logs out without leaving the page. */
  logout: () => Promise<unknown>;
}

export interface App extends Verbs {
  source: AuthSource;
  rum: DualRum;
  /** What `current()` has answered the SDK: a subject, null, or `unknown` for a rejection. */
  answers: (string | null)[];
  /** The SDK's states, beginning with the first. */
  states: RumState[];
  /** Hints that reached the SDK. */
  hints: number;
  /** Those of them that make events wait: who is signed in may have changed. */
  changes: number;
  /** What the SDK reported. */
  problems: string[];
  /** The client's own properties, as they were before anybody watched and as they are. */
  properties: { before: Property[]; now: () => Property[] };
  /** Listeners on the window, the document and the cookie store that came with the source or the SDK, and are still there. */
  listeners: () => string[];
}

type Property = [name: string, value: unknown];

declare global {
  var app: App;
  /** Seconds that the page's clock is ahead. */
  var ahead: number;
  var listening: Set<string>;
}

const propertiesOf = (client: object): Property[] =>
  Object.entries(client).filter(([, value]) => typeof value === 'function');

/** Begins to follow the client, before the app uses it. */
export function follow(client: object, makeSource: () => AuthSource, verbs: Verbs): void {
  const before = propertiesOf(client);
  const others = new Set(listening);
  const source = makeSource();
  const answers: App['answers'] = [];
  const auth: AuthSource = {
    async current() {
      try {
        const user = await source.current();
        answers.push(user && user.subject);
        return user;
      } catch (cause) {
        answers.push('unknown');
        throw cause;
      }
    },
    idToken: source.idToken,
    subscribe: (hint) =>
      source.subscribe((why, kind) => {
        app.hints++;
        if (kind !== 'refresh') app.changes++;
        hint(why, kind);
      }),
  };
  const monitor = { signing: false, alias: 'contract' };
  globalThis.app = {
    ...verbs,
    source,
    answers,
    states: [],
    hints: 0,
    changes: 0,
    problems: [],
    properties: { before, now: () => propertiesOf(client) },
  } as Partial<App> as App;
  const rum = createDualRum({
    region: 'us-east-1',
    applicationVersion: '1.0.0',
    endpoint: `${location.origin}/rum`,
    guest: { appMonitorId: '11111111-1111-4111-8111-111111111111', ...monitor },
    authenticated: { appMonitorId: '22222222-2222-4222-8222-222222222222', ...monitor },
    auth,
    config: { telemetries: [], disableAutoPageView: true, allowCookies: false, dispatchInterval: 0 },
  });
  // The client itself may listen to more, later on.
  const ours = [...listening].filter((one) => !others.has(one));
  Object.assign(app, { rum, listeners: () => ours.filter((one) => listening.has(one)) });
  app.states.push(rum.state);
  rum.subscribe((state) => app.states.push(state));
  rum.onProblem(({ type }) => app.problems.push(type));
}
