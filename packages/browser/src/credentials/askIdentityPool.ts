import { inTime } from './inTime.ts';
import type { PoolIdentity } from './IdentityStorage.ts';

/** An identity pool refused: `name` is the type of its error, `status` that of its answer. */
export class IdentityPoolError extends Error {
  readonly status: number;
  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export interface PoolRequest {
  identityPoolId: string;
  endpoint?: string | undefined;
  /** What the pool gave before, for this user or this guest. */
  identityId: string | undefined;
  /** Id tokens by the name of their issuer; without any, it is a guest. */
  logins: Record<string, string> | undefined;
  fetch: typeof globalThis.fetch;
}

/** Gives the credentials of an identity; what it throws has a `status` where the pool has answered. */
export type AskIdentityPool = (request: PoolRequest) => Promise<PoolIdentity>;

interface Answers {
  GetId: { IdentityId: string };
  GetCredentialsForIdentity: {
    IdentityId: string;
    Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string; Expiration: number };
  };
}

/**
 * Asks a Cognito identity pool for credentials: which identity it is, where that is not known, and what that may use. Both are
 * unsigned calls, https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 *
 * @throws IdentityPoolError when the pool refuses; what the network throws.
 */
export async function askIdentityPool(request: PoolRequest): Promise<PoolIdentity> {
  const { identityPoolId, endpoint, logins, fetch } = request;
  const url = endpoint ?? `https://cognito-identity.${identityPoolId.split(':')[0]}.amazonaws.com/`;
  const ask = <Name extends keyof Answers>(name: Name, input: object): Promise<Answers[Name]> =>
    inTime(async (signal) => {
      const init: RequestInit = {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityService.${name}`,
        },
        body: JSON.stringify({ ...input, ...(logins && { Logins: logins }) }),
        signal,
        // The app's cookies are none of its business.
        credentials: 'omit',
      };
      return read(name, await fetch.call(globalThis, url, init));
    });
  const IdentityId = request.identityId ?? (await ask('GetId', { IdentityPoolId: identityPoolId })).IdentityId;
  const answer = await ask('GetCredentialsForIdentity', { IdentityId });
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = answer.Credentials;
  return {
    identityId: answer.IdentityId,
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretKey,
    sessionToken: SessionToken,
    expiration: new Date(Expiration * 1000),
  };
}

async function read<Name extends keyof Answers>(name: Name, response: Response): Promise<Answers[Name]> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as Answers[Name];
  let error: { __type?: string; message?: string } = {};
  try {
    error = JSON.parse(text) as typeof error;
  } catch {
    // A proxy has answered.
  }
  // The type may come with the name of its namespace.
  const type = error.__type?.split('#').pop() ?? 'IdentityPoolError';
  const message = error.message ?? text.slice(0, 200);
  throw new IdentityPoolError(type, `${name} of the identity pool: ${response.status} ${message}`, response.status);
}
