import type { ResourcesConfig } from 'aws-amplify';
import { startCognitoPool } from '../../../support/identity/cognitoPool.ts';
import { poolTokens } from '../../../support/identity/tokens.ts';
import type { Client } from '../Client.ts';

const PASSWORD = 'Correct-horse-1';
/** Where Cognito's hosted login would be; answered here, in the browser's name. */
const HOSTED = 'login.example.com';

export const amplify: Client = {
  name: 'Amplify',
  page: 'amplify',
  async setUp(origin) {
    const pool = await startCognitoPool({ tokenSeconds: 36_000 });
    const subjects = new Map<string, string>();
    for (const name of ['alice', 'bob']) {
      const user = `${name}@example.com`;
      subjects.set(user, await pool.addUser({ email: user, password: PASSWORD }));
    }
    let next = 'alice@example.com';
    return {
      config: {
        Auth: {
          Cognito: {
            userPoolId: pool.userPoolId,
            userPoolClientId: pool.clientId,
            userPoolEndpoint: pool.endpoint,
            loginWith: {
              email: true,
              oauth: {
                domain: HOSTED,
                scopes: ['openid'],
                redirectSignIn: [`${origin}/`],
                redirectSignOut: [`${origin}/`],
                responseType: 'code',
              },
            },
          },
        },
      } satisfies ResourcesConfig,
      issuer: pool.issuer,
      subjectOf: (user) => subjects.get(user)!,
      signInAs: (user) => (next = user),
      refuseRenewal: pool.refuseRefresh,
      async prepare(context) {
        await context.route(`https://${HOSTED}/oauth2/authorize?*`, (route, request) => {
          const query = new URL(request.url()).searchParams;
          const back = new URL(query.get('redirect_uri')!);
          back.search = new URLSearchParams({ code: 'one-time', state: query.get('state')! }).toString();
          return route.fulfill({ status: 302, headers: { location: back.href } });
        });
        await context.route(`https://${HOSTED}/oauth2/token`, async (route) => {
          const { idToken, accessToken, refreshToken } = await poolTokens(pool, { email: next, password: PASSWORD });
          return route.fulfill({
            json: { id_token: idToken, access_token: accessToken, refresh_token: refreshToken, token_type: 'Bearer' },
            headers: { 'access-control-allow-origin': '*' },
          });
        });
      },
      close: pool.close,
    };
  },
};
