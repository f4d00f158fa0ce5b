import type { BrowserConfig } from '../control/BrowserConfig.ts';
import { createDevelopmentCredentials, mintToken } from './developmentCredentials.ts';

/** What a console says of itself: `config` of `startConsole`, and what it prints as JSON. */
export type AtConsole = BrowserConfig;

interface AuthUser {
  subject: string;
  issuer?: string;
}

/** The parts of `DualRumOptions` that change. Structural: the console does not depend on the SDK. */
export interface DevelopmentOptions {
  guest: object;
  authenticated: object;
  auth?: {
    current: () => Promise<AuthUser | null>;
    idToken: (minTtlSeconds?: number) => Promise<string>;
    subscribe: (hint: (why: string, kind?: 'change' | 'refresh') => void) => () => void;
  };
  config?: { cookieAttributes?: object; [option: string]: unknown };
}

/**
 * The options of `createDualRum`, pointed at a console: its app monitors, its identity pool, its addresses. Whoever the app says is signed
 * in gets credentials by the development issuer of the console, whatever the app signs in with.
 *
 * @example
 * const rum = createDualRum(atConsole(options, config));
 */
export function atConsole<T extends DevelopmentOptions>(options: T, config: AtConsole): T {
  const { region, endpoint, identityPoolEndpoint, issuer } = config;
  const { auth } = options;
  let subject = 'somebody';
  const monitor = (given: object, own: object): object => {
    const { credentials: _, identityPoolId: __, signing: ___, alias: ____, ...rest } = given as Record<string, unknown>;
    return { ...rest, ...own };
  };
  const { appMonitorId, identityPoolId } = config.authenticated;
  return {
    ...options,
    region,
    endpoint,
    identityPoolEndpoint,
    guest: monitor(options.guest, config.guest),
    authenticated: monitor(
      options.authenticated,
      auth ? { appMonitorId, identityPoolId } : { appMonitorId, credentials: createDevelopmentCredentials(config) },
    ),
    ...(auth && {
      auth: {
        async current() {
          const user = await auth.current();
          if (user) ({ subject } = user);
          return user && { subject, issuer };
        },
        idToken: () => mintToken(config, subject),
        subscribe: (hint: (why: string, kind?: 'change' | 'refresh') => void) => auth.subscribe(hint),
      },
    }),
  };
}
