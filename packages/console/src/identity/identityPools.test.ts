import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import { decodeJwt, SignJWT, generateKeyPair, exportJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { startConsole } from '../core/startConsole.ts';
import { batch } from '../testing/batch.ts';
import { send } from '../testing/send.ts';
import { signed } from '../testing/signRequest.ts';

let now = Date.now();
let rum: RunningConsole;
let sdk: CognitoIdentityClient;
let pool: string;
let loginKey: string;

const clientOf = ({ identityPoolEndpoint: endpoint }: RunningConsole) =>
  new CognitoIdentityClient({ region: 'us-east-1', endpoint, maxAttempts: 1 });

beforeAll(async () => {
  rum = await startConsole({ clock: () => now, issuerClientIds: ['web', 'mobile'], credentialsSeconds: 900 });
  sdk = clientOf(rum);
  pool = rum.config.guest.identityPoolId!;
  loginKey = rum.issuer.replace('http://', '');
});
afterAll(async () => {
  sdk.destroy();
  await rum.close();
});
beforeEach(async () => {
  now = Date.now();
  await rum.reset();
});

const getId = async (logins?: Record<string, string>) =>
  (await sdk.send(new GetIdCommand({ IdentityPoolId: pool, ...(logins && { Logins: logins }) }))).IdentityId!;
const getCredentials = (identityId: string, logins?: Record<string, string>) =>
  sdk.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId, ...(logins && { Logins: logins }) }));
const login = async (subject: string) => ({ [loginKey]: await rum.mintToken({ subject }) });

describe('the AWS SDK’s credential provider', () => {
  const provide = async (logins?: Record<string, () => Promise<string>>, identityPoolId = pool) => {
    const clientConfig = { region: 'us-east-1', endpoint: rum.identityPoolEndpoint, maxAttempts: 1 };
    return fromCognitoIdentityPool({ identityPoolId, clientConfig, ...(logins && { logins }) })();
  };
  const write = async (state: 'guest' | 'authenticated', credentials: Awaited<ReturnType<typeof provide>>) => {
    const id = rum.config[state].appMonitorId;
    const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
    const body = JSON.stringify(batch(id));
    const key = { accessKeyId, secretAccessKey, sessionToken };
    return (await send(await signed({ url: `${rum.endpoint}/appmonitors/${id}`, credentials: key, body }))).status;
  };

  it('gets guests credentials for the guest monitor only', async () => {
    const credentials = await provide();
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(credentials.expiration).toEqual(new Date(Math.floor(now / 1000) * 1000 + 900_000));
    expect(await write('guest', credentials)).toBe(200);
    expect(await write('authenticated', credentials)).toBe(403);
  });

  it('gets signed-in users credentials for the signed-in monitor only', async () => {
    const credentials = await provide({ [loginKey]: () => rum.mintToken({ subject: 'alice' }) });
    expect(await write('authenticated', credentials)).toBe(200);
    expect(await write('guest', credentials)).toBe(403);
    expect(rum.events()).toMatchObject([{ monitor: 'DualRum_Authenticated', role: 'DualRum-Authenticated' }]);
    expect(rum.status().credentialRequests).toEqual({ GetId: 1, GetOpenIdToken: 0, GetCredentialsForIdentity: 1 });
  });

  it('gets credentials that expire', async () => {
    const credentials = await provide();
    now += 900_000;
    expect(await write('guest', credentials)).toBe(403);
    expect(rum.refused()).toMatchObject([{ type: 'ExpiredTokenException' }]);
  });

  it('is told of a pool that does not exist', async () => {
    const other = 'us-east-1:11111111-2222-3333-4444-555555555555';
    await expect(provide(undefined, other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('identities', () => {
  it('are the same for the same user and new for every guest', async () => {
    const alice = await getId(await login('alice'));
    expect(await getId(await login('alice'))).toBe(alice);
    expect(await getId(await login('bob'))).not.toBe(alice);
    expect(await getId()).not.toBe(await getId());
    expect(alice).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
  });

  it('are forbidden to another user, and to nobody in particular', async () => {
    const alice = await getId(await login('alice'));
    const forbidden = { name: 'NotAuthorizedException', message: `Access to Identity '${alice}' is forbidden.` };
    await expect(getCredentials(alice, await login('bob'))).rejects.toMatchObject(forbidden);
    await expect(getCredentials(alice)).rejects.toMatchObject(forbidden);
    await expect(getCredentials(alice, {})).rejects.toMatchObject(forbidden);
    await expect(getCredentials(alice, await login('alice'))).resolves.toMatchObject({ IdentityId: alice });
  });

  it('of a guest become the user who signs in', async () => {
    const guest = await getId();
    await getCredentials(guest, await login('carol'));
    expect(await getId(await login('carol'))).toBe(guest);
    await expect(getCredentials(guest)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('of a guest are merged into the one that the user has from before', async () => {
    const dora = await getId(await login('dora'));
    const { merged } = rum.status().identities;
    const guest = await getId();
    const { IdentityId, Credentials } = await getCredentials(guest, await login('dora'));
    expect(IdentityId).toBe(dora);
    expect(rum.status().identities.merged).toBe(merged + 1);
    expect(Credentials).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA/) as string });
    expect(await getId(await login('dora'))).toBe(dora);
    await expect(getCredentials(guest)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(getCredentials(dora)).rejects.toThrow('is forbidden');
  });

  it('of a guest are not merged with those of two users', async () => {
    const issuers = [{ issuer: 'development' }, { issuer: 'development', loginKey: 'second' }];
    const other = await startConsole({ identityPools: [{ issuers }] });
    const client = clientOf(other);
    const key = other.issuer.replace('http://', '');
    const IdentityPoolId = other.config.guest.identityPoolId;
    const ask = (Logins?: Record<string, string>) => client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    const erin = { [key]: await other.mintToken({ subject: 'erin' }) };
    const frank = { second: await other.mintToken({ subject: 'frank' }) };
    await ask(erin);
    await ask(frank);
    const { IdentityId } = await ask();
    await expect(
      client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: { ...erin, ...frank } })),
    ).rejects.toThrow('is forbidden');
    client.destroy();
    await other.close();
  });

  it('that do not exist are not found', async () => {
    const unknown = 'us-east-1:11111111-2222-3333-4444-555555555555';
    await expect(getCredentials(unknown)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('have an OpenID token that says what they are', async () => {
    const logins = await login('alice');
    const id = await getId(logins);
    const { Token } = await sdk.send(new GetOpenIdTokenCommand({ IdentityId: id, Logins: logins }));
    const alice = `arn:aws:iam::123456789012:oidc-provider/${loginKey}:OIDC:alice`;
    expect(decodeJwt(Token!)).toMatchObject({ aud: pool, sub: id, amr: ['authenticated', loginKey, alice] });
  });
});

describe('an id token is refused', () => {
  it.each([
    ['expired', { expiresIn: -10 }, 'Token expired'],
    ['for another audience', { clientId: 'other' }, 'Incorrect token audience'],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, "Issuer doesn't match providerName"],
    ['without a subject', { claims: { sub: undefined } }, 'missing required "sub"'],
  ])('when it is %s', async (_case, changes, message) => {
    const token = await rum.mintToken({ subject: 'alice', ...changes });
    const refused = { name: 'NotAuthorizedException', message: expect.stringContaining(message) as string };
    await expect(getId({ [loginKey]: token })).rejects.toMatchObject(refused);
  });

  it('when it is signed by someone else, tampered with, unsigned or no token at all', async () => {
    const token = await rum.mintToken({ subject: 'alice' });
    const [header = '', payload = '', signature = ''] = token.split('.');
    const mallory = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'mallory' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const { privateKey } = await generateKeyPair('RS256');
    const claims = decodeJwt(token);
    const kid = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const hmac = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from('x'.repeat(32)));
    for (const bad of [forged, hmac, `${header}.${mallory}.${signature}`, `${none}.${payload}.`, 'abc', '']) {
      await expect(getId({ [loginKey]: bad })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: expect.stringContaining('Invalid login token') as string,
      });
    }
  });

  it('when its issuer is not one of the pool', async () => {
    await expect(getId({ 'tenant.eu.auth0.com': 'x' })).rejects.toThrow('not from a supported provider');
  });
});

describe('another issuer', () => {
  let tenant: Server;
  let url: string;
  let reachable = true;
  let token: string;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'tenant', alg: 'RS256' };
    tenant = createServer((request, response) => {
      const documents: Record<string, object> = {
        '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}keys` },
        '/keys': { keys: [jwk] },
      };
      response.writeHead(reachable ? 200 : 503).end(JSON.stringify(documents[request.url!] ?? {}));
    });
    await new Promise<void>((resolve) => tenant.listen(0, '127.0.0.1', resolve));
    // With a trailing slash, as Auth0 has it.
    url = `http://127.0.0.1:${(tenant.address() as AddressInfo).port}/`;
    const claims = { iss: url, aud: 'shop', sub: 'auth0|1', exp: Math.floor(Date.now() / 1000) + 600 };
    token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'tenant' }).sign(privateKey);
  });
  afterAll(() => void tenant.close());

  it('is trusted through its discovery document, and waited for when it is down', async () => {
    const other = await startConsole({ identityPools: [{ issuers: [{ issuer: url, clientIds: ['shop'] }] }] });
    const client = clientOf(other);
    const { identityPoolId } = other.config.guest;
    const key = url.slice('http://'.length, -1);
    const ask = () => client.send(new GetIdCommand({ IdentityPoolId: identityPoolId!, Logins: { [key]: token } }));
    reachable = false;
    await expect(ask()).rejects.toMatchObject({ name: 'ExternalServiceException' });
    reachable = true;
    await expect(ask()).resolves.toMatchObject({ IdentityId: expect.any(String) as string });
    client.destroy();
    await other.close();
  });

  it('can be a second login of one identity, and all logins must be of that identity', async () => {
    const issuers = [{ issuer: 'development' }, { issuer: url, clientIds: ['shop'], loginKey: 'tenant' }];
    const other = await startConsole({ identityPools: [{ issuers }] });
    const client = clientOf(other);
    const own = other.issuer.replace('http://', '');
    const ask = async (subject: string, logins: Record<string, string> = {}) => {
      const Logins = { ...logins, [own]: await other.mintToken({ subject }) };
      const pool = other.config.guest.identityPoolId!;
      return (await client.send(new GetIdCommand({ IdentityPoolId: pool, Logins }))).IdentityId;
    };
    const alice = await ask('alice', { tenant: token });
    expect(await ask('alice')).toBe(alice);
    await expect(ask('bob', { tenant: token })).rejects.toThrow(`Access to Identity '${alice}' is forbidden.`);
    client.destroy();
    await other.close();
  });
});

describe('roles', () => {
  const poolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
  const put = {
    name: 'PutRumEvents',
    document: { Statement: { Effect: 'Allow' as const, Action: 'rum:*', Resource: '*' } },
  };
  const trust = (condition: Record<string, Record<string, string>>) => ({
    Statement: {
      Effect: 'Allow' as const,
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: condition,
    },
  });
  const aud = { 'cognito-identity.amazonaws.com:aud': poolId };
  const amr = (value: string) => ({ 'cognito-identity.amazonaws.com:amr': value });
  const monitors: ConsoleOptions['appMonitors'] = [
    { name: 'A', state: 'guest' },
    { name: 'B', state: 'authenticated' },
  ];

  const guestCredentials = async (options: Partial<ConsoleOptions>) => {
    const other = await startConsole({ appMonitors: monitors, identityPools: [{ id: poolId }], ...options });
    const client = clientOf(other);
    try {
      const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: poolId }));
      return await client.send(new GetCredentialsForIdentityCommand({ IdentityId: IdentityId! }));
    } finally {
      client.destroy();
      await other.close();
    }
  };

  it.each([
    ['trusts only signed-in users', trust({ StringEquals: aud, 'ForAnyValue:StringLike': amr('authenticated') })],
    ['trusts another pool', trust({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:other' } })],
    ['asks for an amr nobody has', trust({ StringEquals: aud, 'ForAnyValue:StringLike': amr('') })],
  ])('are not assumed when their trust policy %s', async (_case, trustPolicy) => {
    const roles = [{ name: 'DualRum-Guest', trustPolicy, policies: [put] }];
    await expect(guestCredentials({ roles })).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
      message: expect.stringContaining('trust policy of role DualRum-Guest') as string,
    });
  });

  it('are assumed when it fits', async () => {
    const trustPolicy = trust({ StringEquals: aud, 'ForAnyValue:StringLike': amr('unauth*') });
    const roles = [{ name: 'DualRum-Guest', trustPolicy, policies: [put] }];
    await expect(guestCredentials({ roles })).resolves.toMatchObject({
      Credentials: { AccessKeyId: expect.any(String) as string },
    });
  });

  it('are for nobody when guests are off', async () => {
    const identityPools = [{ id: poolId, allowUnauthenticated: false }];
    await expect(guestCredentials({ identityPools })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
  });
});

it('the development issuer mints over HTTP for anyone, and says what is wrong with a request', async () => {
  const mint = (body: string) => fetch(`${rum.issuer}/token`, { method: 'POST', body });
  const minted = (await (await mint('{"subject":"dora","expiresIn":60}')).json()) as { id_token: string };
  expect(minted).toMatchObject({ subject: 'dora', expires_in: 60 });
  expect(decodeJwt(minted.id_token)).toMatchObject({ iss: rum.issuer, aud: 'web', sub: 'dora' });
  await expect(getId({ [loginKey]: minted.id_token })).resolves.toContain('us-east-1:');
  for (const [body, message] of [
    ['{}', '"subject"'],
    ['x', 'not JSON'],
    ['{"subject":"a","expiresIn":"1h"}', '"expiresIn"'],
  ] as const) {
    const answer = await mint(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message.replaceAll('"', '\\"'));
  }
});

it('a request that is no Cognito operation is told so', async () => {
  const headers = { 'x-amz-target': 'AWSCognitoIdentityService.DeleteIdentities' };
  const answer = await fetch(rum.url, { method: 'POST', body: '{}', headers });
  expect(answer.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
});
