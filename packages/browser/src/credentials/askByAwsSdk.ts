import type { CognitoIdentityClientConfig } from '@aws-sdk/client-cognito-identity';
import type { AskIdentityPool } from './askIdentityPool.ts';

/** What the AWS SDK throws, as far as it is needed. */
interface ServiceException extends Error {
  $metadata?: { httpStatusCode?: number };
  status?: number | undefined;
}

/** Asks an identity pool by the AWS SDK's client, which loads with the first request. It retries by itself. */
export function askByAwsSdk(clientConfig: CognitoIdentityClientConfig | undefined): AskIdentityPool {
  const load = async (region: string) => {
    const { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } =
      await import('@aws-sdk/client-cognito-identity');
    const client = new CognitoIdentityClient({ region, ...clientConfig });
    return { client, GetCredentialsForIdentityCommand, GetIdCommand };
  };
  let loading: ReturnType<typeof load> | undefined;
  return async ({ identityPoolId, identityId, logins }) => {
    loading ??= load(identityPoolId.split(':')[0]!);
    loading.catch(() => (loading = undefined));
    const { client, GetCredentialsForIdentityCommand, GetIdCommand } = await loading;
    const Logins = logins;
    try {
      const IdentityId =
        identityId ?? (await client.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }))).IdentityId;
      const answer = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
      const { AccessKeyId, SecretKey, SessionToken, Expiration } = answer.Credentials ?? {};
      return {
        identityId: IdentityId!,
        accessKeyId: AccessKeyId!,
        secretAccessKey: SecretKey!,
        sessionToken: SessionToken!,
        ...(Expiration && { expiration: Expiration }),
      };
    } catch (cause) {
      throw Object.assign(cause as ServiceException, { status: (cause as ServiceException).$metadata?.httpStatusCode });
    }
  };
}
