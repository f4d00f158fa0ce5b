import { startAuth0Tenant } from '../../../support/identity/auth0Tenant.ts';
import type { Client } from '../Client.ts';

interface Options {
  cacheLocation: 'memory' | 'localstorage';
  useRefreshTokens?: boolean;
  useRefreshTokensFallback?: boolean;
  /** auth0-vue only: the source is made after the plugin was installed. */
  late?: boolean;
}

const CLIENT = 'shop';

/** auth0-spa-js, or the Vue plugin, in one of the ways it can be set up. */
export const auth0 = (page: 'auth0' | 'auth0Vue', options: Options): Client => ({
  name: [
    page === 'auth0' ? 'auth0-spa-js' : 'auth0-vue',
    `${options.cacheLocation} cache`,
    options.useRefreshTokens ? 'refresh tokens' : 'iframe',
    ...(options.late ? ['source made late'] : []),
  ].join(', '),
  page,
  async setUp(origin) {
    const tenant = await startAuth0Tenant({
      apps: [{ clientId: CLIENT, origins: [origin] }],
      accessTokenSeconds: 36_000,
    });
    return {
      config: {
        domain: tenant.issuer.slice(0, -1),
        clientId: CLIENT,
        authorizationParams: { redirect_uri: origin },
        ...options,
      },
      configWhenCutOff: { authorizeTimeoutInSeconds: 2 },
      issuer: tenant.issuer,
      subjectOf: (user) => `auth0|${user}`,
      signInAs: tenant.signInAs,
      refuseRenewal(on) {
        tenant.refuseRefresh(on);
        if (on) tenant.expireSession();
      },
      close: tenant.close,
    };
  },
});
