import type { IncomingMessage } from 'node:http';
import { listen } from './listen.ts';
import { createMemoryStore } from './auth0/createMemoryStore.ts';
import { createProvider, OFFLINE_PARAMETER } from './auth0/createProvider.ts';
import { createLog } from './auth0/logEvents.ts';
import { answerLogin, isLoginPath } from './auth0/loginPages.ts';
import type { TenantOptions, TenantRequests } from './auth0/TenantOptions.ts';
import { createSigningKey } from './signingKey.ts';

export { EVENT_SOURCE, type LogEnvelope } from './auth0/logEvents.ts';
export type { TenantApp, TenantOptions, TenantRequests } from './auth0/TenantOptions.ts';

export interface Auth0Tenant {
  /** `http://localhost:<port>/`: with the trailing slash, as in the tokens. */
  issuer: string;
  /** `localhost:<port>`. auth0-spa-js takes it for HTTPS unless it is given as `http://${domain}`. */
  domain: string;
  /** From now on the login page signs this user in without asking; null shows the form again. */
  signInAs: (user: string | null) => void;
  /** Ends the tenant's own session of one user (the `sub` of the tokens), or of all: iframes get `login_required`. Refresh tokens stay. */
  expireSession: (subject?: string) => void;
  /** While on, refresh tokens are answered with `invalid_grant`, as when they are revoked. None is used up by it. */
  refuseRefresh: (on: boolean) => void;
  requests: TenantRequests;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}

const COUNTED: Record<string, keyof TenantRequests> = {
  '/authorize': 'authorize',
  '/oauth/token': 'token',
  '/oauth/revoke': 'revoke',
  '/userinfo': 'userinfo',
  '/oidc/logout': 'logout',
};

/** An Auth0 tenant on localhost: real protocol, real signatures, any user. It is an OpenID Connect provider for other clients, too. */
export async function startAuth0Tenant(options: TenantOptions): Promise<Auth0Tenant> {
  const server = await listen();
  const domain = `localhost:${server.port}`;
  const issuer = `http://${domain}/`;
  const requests: TenantRequests = { authorize: 0, silent: 0, token: 0, refresh: 0, revoke: 0, userinfo: 0, logout: 0 };
  let user: string | undefined;
  let refusing = false;

  const users = new Set<string>();
  const log = Object.assign(createLog(domain, options.onLog ?? (() => undefined)), {
    isNew: (userId: string) => users.size < users.add(userId).size,
  });
  const store = createMemoryStore();
  const provider = createProvider({
    issuer,
    port: server.port,
    key: await createSigningKey(),
    store,
    options,
    refusesRefresh: () => refusing,
  });
  provider.use(async (ctx, next) => {
    const counted = ctx.method === 'OPTIONS' ? undefined : COUNTED[ctx.path];
    if (counted) requests[counted]++;
    if (counted === 'authorize' && ctx.query.prompt === 'none') requests.silent++;
    await next();
    const { params } = (ctx as unknown as { oidc?: { params?: Record<string, unknown> } }).oidc ?? {};
    if (counted === 'token' && params?.grant_type === 'refresh_token') requests.refresh++;
  });
  provider.on('end_session.success', ({ oidc, req }) => {
    const userId = oidc.session?.accountId;
    if (userId) log({ type: 'slo', userId, clientId: oidc.client?.clientId }, req);
  });
  const answer = provider.callback();

  server.answer((request, response) => {
    rewrite(request, options);
    if (!isLoginPath(request.url!)) {
      void answer(request, response);
      return;
    }
    answerLogin(provider, request, response, user, log).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
    });
  });

  return {
    issuer,
    domain,
    signInAs: (next) => (user = next ?? undefined),
    expireSession: store.endSessions,
    refuseRefresh: (on) => (refusing = on),
    requests,
    close: server.close,
  };
}

/** Turns what only Auth0 has into what oidc-provider knows. */
function rewrite(request: IncomingMessage, { apps }: TenantOptions): void {
  const url = new URL(request.url!, 'http://localhost');
  const { searchParams: query } = url;
  if (url.pathname === '/v2/logout') {
    const app = apps.find(({ clientId }) => clientId === query.get('client_id'));
    // Without returnTo, Auth0 goes to the first allowed log-out URL.
    const returnTo = query.get('returnTo') ?? app?.origins[0];
    url.pathname = '/oidc/logout';
    url.search = new URLSearchParams({
      ...(app && { client_id: app.clientId }),
      ...(app && returnTo !== undefined && { post_logout_redirect_uri: returnTo }),
    }).toString();
  } else if (url.pathname === '/authorize' && query.get('scope')?.split(' ').includes('offline_access')) {
    query.set(OFFLINE_PARAMETER, 'yes');
  } else {
    return;
  }
  request.url = url.pathname + url.search;
}
