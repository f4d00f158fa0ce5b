import { startAuth0Tenant } from '../../../support/identity/auth0Tenant.ts';
import type { Client } from '../Client.ts';

const CLIENT = 'shop';

export const oidc = (renewal: 'iframe' | 'refresh tokens'): Client => ({
  name: `oidc-client-ts, ${renewal}`,
  page: 'oidc',
  async setUp(origin) {
    const tenant = await startAuth0Tenant({
      apps: [{ clientId: CLIENT, origins: [origin] }],
      accessTokenSeconds: 36_000,
    });
    return {
      config: {
        authority: tenant.issuer,
        client_id: CLIENT,
        redirect_uri: `${origin}/callback`,
        popup_redirect_uri: `${origin}/popup`,
        silent_redirect_uri: `${origin}/silent`,
        scope: renewal === 'iframe' ? 'openid profile' : 'openid profile offline_access',
        automaticSilentRenew: false,
      },
      configWhenCutOff: { silentRequestTimeoutInSeconds: 2 },
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
