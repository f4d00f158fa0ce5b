import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseAuth0Event } from '@dual-rum/identity-events';
import {
  EVENT_SOURCE,
  startAuth0Tenant,
  type Auth0Tenant,
  type LogEnvelope,
} from '../../support/identity/auth0Tenant.ts';
import { tenantTokens } from '../../support/identity/tokens.ts';

const origin = 'http://localhost:5173';
const clientId = 'shop-web';
const apps = [{ clientId, origins: [origin] }];
const scope = 'openid profile email offline_access';

let tenant: Auth0Tenant;
beforeAll(async () => {
  tenant = await startAuth0Tenant({ apps, idTokenSeconds: 120, accessTokenSeconds: 60 });
});
afterAll(() => tenant.close());

it('gives tokens of the asked-for lives, with the claims of the scopes', async () => {
  const { idToken, accessToken, refreshToken } = await tenantTokens(tenant, { clientId, origin, user: 'alice' });
  const { iat, exp, ...claims } = decodeJwt(idToken);
  expect(exp! - iat!).toBe(120);
  expect(claims).toMatchObject({ iss: tenant.issuer, aud: clientId, sub: 'auth0|alice', email: 'alice@example.com' });
  expect(refreshToken).toBeUndefined();
  const userinfo = await fetch(`${tenant.issuer}userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(await userinfo.json()).toMatchObject({ sub: 'auth0|alice', nickname: 'alice' });
});

it('gives refresh tokens only to applications that may have them', async () => {
  const without = await startAuth0Tenant({ apps, refreshTokens: false });
  try {
    const asked = { clientId, origin, user: 'alice', scope };
    expect(await tenantTokens(tenant, asked)).toHaveProperty('refreshToken');
    expect(await tenantTokens(without, asked)).not.toHaveProperty('refreshToken');
  } finally {
    await without.close();
  }
});

it('takes a refresh token once, and ends the session of one that is used twice', async () => {
  const { refreshToken } = await tenantTokens(tenant, { clientId, origin, user: 'alice', scope });
  const refresh = async (token: string) => {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: token });
    const response = await fetch(`${tenant.issuer}oauth/token`, { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const second = await refresh(refreshToken!);
  expect(second.status).toBe(200);
  expect(await refresh(refreshToken!)).toMatchObject({ status: 403, body: { error: 'invalid_grant' } });
  expect(await refresh(second.body['refresh_token']!)).toMatchObject({
    status: 403,
    body: { error_description: 'Unknown or invalid refresh token.' },
  });
});

it('sends nobody to an address that is not under an origin of the application', async () => {
  await expect(tenantTokens(tenant, { clientId, origin: 'http://localhost:6000', user: 'alice' })).rejects.toThrow();
  const page = await fetch(`${tenant.issuer}v2/logout?client_id=${clientId}&returnTo=http://localhost:6000/`);
  expect(page.status).toBe(400);
});

it('tells its log stream who signs up, in and out, in the envelope that Auth0 sends', async () => {
  const envelopes: LogEnvelope[] = [];
  const telling = await startAuth0Tenant({ apps, onLog: (envelope) => envelopes.push(envelope) });
  try {
    const { idToken } = await tenantTokens(telling, { clientId, origin, user: 'alice' });
    await tenantTokens(telling, { clientId, origin, user: 'alice' });
    const events = envelopes.map((envelope) => parseAuth0Event(envelope));
    expect(events.map(({ type, subject, client }) => [type, subject, client?.id])).toEqual([
      ['sign-up', decodeJwt(idToken).sub, clientId],
      ['sign-in', decodeJwt(idToken).sub, clientId],
      ['sign-in', decodeJwt(idToken).sub, clientId],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(envelopes.every(({ source }) => source === EVENT_SOURCE)).toBe(true);
  } finally {
    await telling.close();
  }
});
