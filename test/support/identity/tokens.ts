import { createHash, randomBytes } from 'node:crypto';
import type { Auth0Tenant } from './auth0Tenant.ts';
import type { CognitoPool, PoolUser } from './cognitoPool.ts';

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken?: string;
}

interface TenantSignIn {
  clientId: string;
  /** One of the application's. */
  origin: string;
  user: string;
  /** Default `openid profile email`. */
  scope?: string;
}

/** Signs a user in to a tenant without a browser: the code flow with PKCE, the login form included. */
export async function tenantTokens(
  { issuer }: Auth0Tenant,
  { clientId, origin, user, scope = 'openid profile email' }: TenantSignIn,
): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const cookies = new Map<string, string>();
  const visit = async (url: string, body?: URLSearchParams): Promise<string> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, issuer), {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    return response.headers.get('location') ?? '';
  };

  const authorize = new URL('authorize', issuer);
  authorize.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: origin,
    response_type: 'code',
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const loginPage = await visit(authorize.href);
  const resume = await visit(loginPage, new URLSearchParams({ login: user, password: 'any' }));
  const code = new URL(await visit(resume)).searchParams.get('code') ?? '';

  const response = await fetch(new URL('oauth/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: origin,
      code,
      code_verifier: verifier,
    }),
  });
  const answer = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new Error(`The tenant refused the code: ${JSON.stringify(answer)}`);
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken } = answer;
  return { accessToken: accessToken!, idToken: idToken!, ...(refreshToken && { refreshToken }) };
}

/** Signs a user in to a pool without a browser. */
export async function poolTokens({ endpoint, clientId }: CognitoPool, { email, password }: PoolUser): Promise<Tokens> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  });
  const answer = (await response.json()) as { AuthenticationResult: Record<string, string> };
  if (!response.ok) throw new Error(`The pool refused the sign-in: ${JSON.stringify(answer)}`);
  const { AccessToken, IdToken, RefreshToken } = answer.AuthenticationResult;
  return { accessToken: AccessToken!, idToken: IdToken!, refreshToken: RefreshToken! };
}
