import { randomUUID } from 'node:crypto';
import type { RunningConsole } from '@dual-rum/console';
import { startShop } from '../../examples/demo-store/server/serve.ts';
import type { AuthName } from './demo-options.ts';
import { carryCognitoEvents } from './cognito-events.ts';
import { carryIdentityEvents, type IdentityEvents } from './identity-events.ts';
import { storeDist } from './prepare.ts';
import { startAuth, type RunningAuth } from './start-auth.ts';

export interface Demo {
  /** Where the shop is. */
  url: string;
  console: RunningConsole;
  /** Who signs users in. */
  auth: AuthName;
  /** What to sign in with; undefined: any name. */
  user: RunningAuth['user'];
  /** The id of this user, where it is known before. */
  subject: RunningAuth['subject'];
  /** What the identity provider reports, where it is one that does. */
  identityEvents?: IdentityEvents;
  close: () => Promise<void>;
}

export interface DemoStart {
  port?: number;
  consolePort?: number;
  /** Default: the console's own issuer. */
  auth?: AuthName;
  /** Where the files with identity events go; default: a temporary folder. */
  eventsFolder?: string | undefined;
  /** Starts a real broker for the identity events of Cognito. */
  kafka?: boolean;
  /** Called with one line per refused write. */
  onRefused?: (line: string) => void;
}

/** Starts the console, the identity provider and the shop, which must be built. */
export async function startDemo(options: DemoStart = {}): Promise<Demo> {
  const { port = 0, consolePort = 0, auth: by = 'development', eventsFolder, kafka = false, onRefused } = options;
  // Not static imports: the builds may not have existed when this module was loaded.
  const [{ startConsole }, { createTemplate }] = await Promise.all([
    import('@dual-rum/console'),
    import('@dual-rum/cdk/template'),
  ]);
  const run = randomUUID();
  const running: { close: () => Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const one of running.reverse()) await one.close();
  };
  const demo: Partial<Demo> = { auth: by, close };
  try {
    const ofAuth0 = by === 'auth0' ? await carryIdentityEvents(eventsFolder) : undefined;
    const ofCognito = by === 'cognito' ? await carryCognitoEvents(kafka, eventsFolder) : undefined;
    const identityEvents = ofAuth0 ?? ofCognito;
    if (identityEvents) {
      demo.identityEvents = identityEvents;
      running.push(identityEvents);
    }
    const shop = await startShop({
      port,
      host: by === 'development' ? '127.0.0.1' : 'localhost',
      dist: storeDist,
      async config(url) {
        const auth = await startAuth(by, run, url, { onLog: ofAuth0?.take, ofCognito });
        running.push(auth);
        const console = await startConsole({
          port: consolePort,
          // What would be deployed for the shop; only who signs users in is on this machine.
          template: createTemplate({
            name: 'DualRum',
            domains: ['shop.example.com'],
            signIn: { oidc: { issuer: 'https://shop.eu.auth0.com', clientIds: ['shop'] } },
            lockAuthenticated: true,
          }),
          issuers: [auth.issuer],
          // Those of Cognito are a topic, not files that a console reads.
          ...(ofAuth0 && { identityEvents: ofAuth0.folder }),
          log: (line) => {
            if (line.startsWith('REFUSED')) onRefused?.(line);
          },
        });
        running.push(console);
        Object.assign(demo, { console, user: auth.user, subject: auth.subject });
        const { region, guest, authenticated, endpoint, identityPoolEndpoint, issuer } = console.config;
        return {
          region,
          guest,
          authenticated,
          endpoint,
          identityPoolEndpoint,
          auth: auth.configFor(issuer),
          journeys: `${console.url}/journeys`,
          run,
        };
      },
    });
    running.push(shop);
    return { ...demo, url: shop.url } as Demo;
  } catch (error) {
    await close();
    throw error;
  }
}
