import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCognitoPool, type CognitoPool } from '../../support/identity/cognitoPool.ts';
import { poolTokens, type Tokens } from '../../support/identity/tokens.ts';
import { USER } from './known.ts';

let pool: CognitoPool;
let tokens: Tokens;
beforeAll(async () => {
  pool = await startCognitoPool({ users: [USER] });
  tokens = await poolTokens(pool, USER);
});
afterAll(() => pool.close());

async function call(operation: string, input: object) {
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
}

it('says what it does not do', async () => {
  const srp = { ClientId: pool.clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: USER.email } };
  expect(await call('InitiateAuth', srp)).toMatchObject({ status: 400, __type: 'InvalidParameterException' });
  expect(await call('ForgotPassword', {})).toMatchObject({ status: 400, __type: 'UnknownOperationException' });
});

it('knows users by access tokens it signed, and by no other token', async () => {
  const [header, payload] = tokens.accessToken.split('.');
  const { accessToken: foreign } = await (async () => {
    const other = await startCognitoPool({ users: [USER] });
    return poolTokens(other, USER).finally(() => other.close());
  })();
  expect(await call('GetUser', { AccessToken: tokens.accessToken })).toMatchObject({ status: 200 });
  for (const token of [tokens.idToken, foreign, `${header}.${payload}.${foreign.split('.')[2]}`]) {
    expect(await call('GetUser', { AccessToken: token })).toMatchObject({
      status: 400,
      __type: 'NotAuthorizedException',
    });
  }
});
