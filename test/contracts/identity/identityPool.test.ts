import { readFileSync } from 'node:fs';
import { startConsole, type TrustedIssuer } from '@dual-rum/console';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startAuth0Tenant } from '../../support/identity/auth0Tenant.ts';
import { startCognitoPool } from '../../support/identity/cognitoPool.ts';
import { poolTokens, tenantTokens } from '../../support/identity/tokens.ts';
import { askIdentityPool } from './askIdentityPool.ts';
import { startIssuers, type Issuers } from './issuers.ts';
import { CLIENT, OTHER_CLIENT, USER } from './known.ts';

const origin = 'http://localhost:5173';
let issuers: Issuers;

beforeAll(async () => {
  issuers = await startIssuers([origin]);
});
afterAll(() => issuers.close());
beforeEach(() => issuers.setClock(0));

const tenantToken = async (user = 'alice', tenant = issuers.tenant, clientId = CLIENT) => {
  return (await tenantTokens(tenant, { clientId, origin, user })).idToken;
};

it('gives credentials for the tokens of a tenant, the same identity to the same user', async () => {
  const { console, tenant } = issuers;
  const alice = await askIdentityPool(console, tenant.issuer, await tenantToken());
  expect(alice).toMatchObject({ write: 200 });
  expect(await askIdentityPool(console, tenant.issuer, await tenantToken())).toEqual(alice);
  expect(await askIdentityPool(console, tenant.issuer, await tenantToken('bob'))).not.toEqual(alice);
});

it('gives credentials for the tokens of a user pool', async () => {
  const { console, pool } = issuers;
  const { idToken } = await poolTokens(pool, USER);
  expect(await askIdentityPool(console, pool.issuer, idToken)).toMatchObject({ write: 200 });
});

it('refuses the token of another tenant, under either name', async () => {
  const { console, tenant } = issuers;
  const other = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [origin] }] });
  try {
    const idToken = await tenantToken('alice', other);
    expect(await askIdentityPool(console, tenant.issuer, idToken)).toEqual({
      refused: expect.stringContaining("Couldn't verify signed token") as string,
    });
    expect(await askIdentityPool(console, other.issuer, idToken)).toEqual({
      refused: expect.stringContaining('not from a supported provider') as string,
    });
  } finally {
    await other.close();
  }
});

it('refuses the token of another user pool', async () => {
  const other = await startCognitoPool({ users: [USER] });
  try {
    const { idToken } = await poolTokens(other, USER);
    expect(await askIdentityPool(issuers.console, issuers.pool.issuer, idToken)).toEqual({
      refused: expect.stringContaining("Couldn't verify signed token") as string,
    });
  } finally {
    await other.close();
  }
});

it('refuses the token of another application of the tenant', async () => {
  const { console, tenant } = issuers;
  const idToken = await tenantToken('alice', tenant, OTHER_CLIENT);
  expect(await askIdentityPool(console, tenant.issuer, idToken)).toEqual({
    refused: expect.stringContaining('Incorrect token audience: it is another-app') as string,
  });
});

it("refuses a user pool's access token", async () => {
  const { console, pool } = issuers;
  const { accessToken } = await poolTokens(pool, USER);
  expect(await askIdentityPool(console, pool.issuer, accessToken)).toHaveProperty('refused');
});

it.each(['tenant', 'pool'] as const)('refuses an expired token of the %s', async (from) => {
  const { console, setClock, [from]: service } = issuers;
  const idToken = from === 'tenant' ? await tenantToken() : (await poolTokens(issuers.pool, USER)).idToken;
  setClock(12 * 3600);
  expect(await askIdentityPool(console, service.issuer, idToken)).toEqual({
    refused: expect.stringContaining('Token expired') as string,
  });
});

const readme = readFileSync(new URL('../../../packages/console/README.md', import.meta.url), 'utf8');
it.each(readme.match(/\{ issuer: 'http:[^}]*clientIds.*?\}/g)!)(
  'knows the users of an issuer as the README gives it: %s',
  async (line) => {
    const { tenant } = issuers;
    const asPrinted = line.replace('http://localhost:9000/', tenant.issuer).replace('shop-web', CLIENT);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a line of the README
    const own = new Function(`return ${asPrinted}`) as () => TrustedIssuer;
    const trusting = await startConsole({ identityPools: [{ issuers: [{ issuer: 'development' }, own()] }] });
    try {
      // By the key that the SDK has in `Logins`: the issuer of the token.
      expect(await askIdentityPool(trusting, tenant.issuer, await tenantToken())).toMatchObject({ write: 200 });
    } finally {
      await trusting.close();
    }
  },
);
