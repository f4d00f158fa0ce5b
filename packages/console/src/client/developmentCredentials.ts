import type { BrowserConfig } from '../control/BrowserConfig.ts';

/** An id token of the console's development issuer. */
export async function mintToken(
  { issuer, clientId }: Pick<BrowserConfig, 'issuer' | 'clientId'>,
  subject: string,
): Promise<string> {
  const { id_token: token } = (await post(`${issuer}/token`, { subject, clientId })) as { id_token: string };
  return token;
}

/** AWS credentials of the console for one signed-in user, where the app names none. */
export function createDevelopmentCredentials(config: BrowserConfig) {
  const { identityPoolEndpoint, issuer, authenticated } = config;
  return async () => {
    const Logins = { [issuer.replace(/^https?:\/\//, '')]: await mintToken(config, 'somebody') };
    const ask = (operation: string, input: object): Promise<unknown> =>
      post(identityPoolEndpoint, { ...input, Logins }, { 'x-amz-target': `AWSCognitoIdentityService.${operation}` });
    const { IdentityId } = (await ask('GetId', { IdentityPoolId: authenticated.identityPoolId })) as {
      IdentityId: string;
    };
    const { Credentials: issued } = (await ask('GetCredentialsForIdentity', { IdentityId })) as {
      Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string; Expiration: number };
    };
    return {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretKey,
      sessionToken: issued.SessionToken,
      expiration: new Date(issued.Expiration * 1000),
    };
  };
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  throw new Error(`The console answers ${response.status} at ${url}: ${(await response.text()).slice(0, 300)}`);
}
