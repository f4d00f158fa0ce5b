import Provider, { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { SigningKey } from '../signingKey.ts';
import type { MemoryStore } from './createMemoryStore.ts';
import { loginPath } from './loginPages.ts';
import { logoutForm } from './logoutForm.ts';
import type { TenantOptions } from './TenantOptions.ts';

interface Deps {
  issuer: string;
  port: number;
  key: SigningKey;
  store: MemoryStore;
  options: TenantOptions;
  /** Asked at every use of a refresh token. */
  refusesRefresh: () => boolean;
}

const SCOPES = ['openid', 'profile', 'email', 'offline_access'];
const DAY = 86_400;

/** Named by the request handler on requests that ask for `offline_access`, before oidc-provider drops it. */
export const OFFLINE_PARAMETER = 'offline';

/** oidc-provider in the shape of an Auth0 tenant: its routes, claims, lifetimes and answers. */
export function createProvider({ issuer, port, key, store, options, refusesRefresh }: Deps): Provider {
  const { apps, accessTokenSeconds = DAY, idTokenSeconds = 36_000, refreshTokens = true } = options;
  const originsOf = (clientId: string): string[] => apps.find((app) => app.clientId === clientId)?.origins ?? [];
  const isOf = (clientId: string, url: string): boolean =>
    URL.canParse(url) && originsOf(clientId).includes(new URL(url).origin);

  const configuration: Configuration = {
    adapter: store.adapter,
    jwks: { keys: [key.privateJwk] },
    clients: apps.map(({ clientId, origins }) => ({
      client_id: clientId,
      token_endpoint_auth_method: 'none',
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: origins,
      post_logout_redirect_uris: origins,
    })),
    // Browsers send cookies to every port of localhost: without the port, two tenants would take each other's.
    cookies: {
      keys: [key.kid],
      names: { session: `auth0_${port}`, interaction: `auth0_login_${port}`, resume: `auth0_resume_${port}` },
    },
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      userinfo: '/userinfo',
      jwks: '/.well-known/jwks.json',
      end_session: '/oidc/logout',
    },
    scopes: SCOPES,
    claims: { openid: ['sub'], profile: ['name', 'nickname'], email: ['email', 'email_verified'] },
    // Auth0 puts the claims of the scopes into the id token, not only into userinfo.
    conformIdTokenClaims: false,
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => claimsOf(accountId) }),
    interactions: { url: (_ctx, interaction) => loginPath(interaction.uid) },
    loadExistingGrant: grantAll,
    clientBasedCORS: (_ctx, origin, client) => originsOf(client.clientId).includes(origin),
    pkce: { required: () => true },
    extraParams: {
      // oidc-provider keeps offline_access only for requests that ask for consent. Auth0 does not ask that.
      [OFFLINE_PARAMETER]: (ctx, value) => {
        const { params } = ctx.oidc;
        if (value && refreshTokens && params) params.scope = `${String(params.scope)} offline_access`;
      },
    },
    issueRefreshToken: (_ctx, _client, code) => Promise.resolve(code.scopes.has('offline_access')),
    rotateRefreshToken: () => {
      if (refusesRefresh()) throw new errors.InvalidGrant('refused on request');
      return true;
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      IdToken: idTokenSeconds,
      AuthorizationCode: 60,
      RefreshToken: 30 * DAY,
      Session: 3 * DAY,
      Grant: 30 * DAY,
      Interaction: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      webMessageResponseMode: { enabled: true, ack: 'individual-draft-01' },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutForm(form);
        },
      },
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'text';
      ctx.body = `${error}: ${description ?? ''}`;
    },
  };

  const provider = new Provider(issuer, configuration);
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed(this: { clientId: string }, url: string) {
      return isOf(this.clientId, url);
    },
    postLogoutRedirectUriAllowed(this: { clientId: string }, url: string) {
      return isOf(this.clientId, url);
    },
  });
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    answerLikeAuth0(ctx);
  });
  return provider;
}

function claimsOf(accountId: string) {
  const name = accountId.replace(/^auth0\|/, '');
  return {
    sub: accountId,
    name,
    nickname: name.replace(/@.*/, ''),
    email: name.includes('@') ? name : `${name}@example.com`,
    email_verified: true,
  };
}

/** The tenant's own applications need no consent. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider, result } = ctx.oidc;
  const known = result?.consent?.grantId ?? session!.grantIdFor(client!.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  grant.addOIDCScope(SCOPES.join(' '));
  await grant.save();
  return grant;
}

/** auth0-spa-js knows a dead refresh token by these very words. */
function answerLikeAuth0(ctx: KoaContextWithOIDC): void {
  const body = ctx.body as { error?: string; error_description?: string } | undefined;
  if (ctx.path !== '/oauth/token' || body?.error !== 'invalid_grant') return;
  const refresh = ctx.oidc.params?.grant_type === 'refresh_token';
  ctx.status = 403;
  body.error_description = refresh ? 'Unknown or invalid refresh token.' : 'Invalid authorization code';
}
