/** Held by the compiler: what the adapters ask of the vendors' clients is what the vendors' own types give. */
import { Auth0Client } from '@auth0/auth0-spa-js';
import { createAuth0, useAuth0 } from '@auth0/auth0-vue';
import type { AuthSource, MonitorOptions } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';
import { amplifySource } from '@dual-rum/browser/cognito';
import { oidcSource } from '@dual-rum/browser/oidc';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { fetchAuthSession, fetchUserAttributes, getCurrentUser } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { UserManager } from 'oidc-client-ts';

const spa = new Auth0Client({ domain: 'tenant.eu.auth0.com', clientId: 'shop' });
const plugin = createAuth0({ domain: 'tenant.eu.auth0.com', clientId: 'shop' });
const manager = new UserManager({ authority: 'https://id.example.com', client_id: 'shop', redirect_uri: '/' });

export const sources: AuthSource[] = [
  auth0Source(spa),
  auth0Source(plugin),
  auth0Source(useAuth0()),
  amplifySource({ Hub, fetchAuthSession, getCurrentUser }),
  oidcSource(manager),
];

// @ts-expect-error one vendor's client is not another's
auth0Source(manager);
// @ts-expect-error and the other way around
oidcSource(spa);
// @ts-expect-error the configuration is not the client
auth0Source({ domain: 'tenant.eu.auth0.com', clientId: 'shop' });
// @ts-expect-error a plugin without its claims
auth0Source({ isLoading: plugin.isLoading, getAccessTokenSilently: plugin.getAccessTokenSilently });
// @ts-expect-error the settings are not the manager
oidcSource(manager.settings);
// @ts-expect-error without the Hub nobody tells of a sign-in
amplifySource({ fetchAuthSession, getCurrentUser });
// @ts-expect-error another function of Amplify
amplifySource({ Hub, fetchAuthSession: fetchUserAttributes, getCurrentUser });

// Ways to give credentials.
const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
const appMonitorId = '11111111-2222-3333-4444-555555555555';
export const monitors: MonitorOptions[] = [
  { appMonitorId, credentials: fromCognitoIdentityPool({ identityPoolId, clientConfig: { region: 'us-east-1' } }) },
  {
    appMonitorId,
    credentials: async () => {
      const { credentials } = await fetchAuthSession();
      if (!credentials) throw new Error('signed out');
      return credentials;
    },
  },
  {
    appMonitorId,
    // @ts-expect-error a session of Amplify may have no credentials, and then it must reject
    credentials: async () => (await fetchAuthSession()).credentials,
  },
  // @ts-expect-error the source says who is signed in; it gives no credentials
  { appMonitorId, credentials: auth0Source(spa) },
];
