import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { silent, type Input } from './cognito/CognitoLocal.ts';
import { createOperations } from './cognito/createOperations.ts';
import { CONFIRMATION_CODE, createRouter } from './cognito/createRouter.ts';
import { createTokens } from './cognito/createTokens.ts';
import { startLambda, type LambdaFunction } from './cognito/startLambda.ts';
import { trailEvent, type TrailEnvelope } from './cognito/trailEvent.ts';
import { listen } from './listen.ts';
import { readBody } from './readBody.ts';
import { createSigningKey } from './signingKey.ts';

export interface PoolUser {
  email: string;
  password: string;
}

export interface PoolOptions {
  users?: PoolUser[];
  /** The function of all triggers that cognito-local has, called by Lambda's protocol. Default: the user pool has none. */
  triggers?: LambdaFunction;
  /** Hears every call of the API, as CloudTrail reports it. */
  onCall?: (envelope: TrailEnvelope) => void;
  /** Life of access and id tokens; default 3600. Amplify renews them five seconds before their end. */
  tokenSeconds?: number;
}

export interface CognitoPool {
  region: string;
  /** `<region>_<9 letters or digits>` */
  userPoolId: string;
  /** The app client, without a secret. */
  clientId: string;
  /** Amplify's `userPoolEndpoint`. */
  endpoint: string;
  /** `iss` of the tokens: `endpoint` and the pool id. Cognito's is https://cognito-idp.<region>.amazonaws.com/<pool id>. */
  issuer: string;
  jwksUri: string;
  /** Adds a confirmed user, of whom no trigger tells; resolves to their `sub`. */
  addUser: (user: PoolUser) => Promise<string>;
  /** Signs a user up and confirms them by the API, with all triggers of that; resolves to their `sub`. */
  signUp: (user: PoolUser, attributes?: Record<string, string>) => Promise<string>;
  /** While on, refresh tokens are answered with NotAuthorizedException. */
  refuseRefresh: (on: boolean) => void;
  /** Revokes every session of a user. Their id tokens stay valid until they expire, as in AWS. */
  signOutEverywhere: (email: string) => Promise<void>;
  /** Requests by operation: `requests.InitiateAuth`; absent until the first. */
  requests: Record<string, number>;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}

const REGION = 'us-east-1';

/** A Cognito user pool on localhost: cognito-local with what Amplify needs besides. */
export async function startCognitoPool(options: PoolOptions = {}): Promise<CognitoPool> {
  const { users = [], tokenSeconds = 3600, triggers, onCall } = options;
  const lambda = triggers && (await startLambda(triggers));
  const server = await listen();
  const endpoint = `http://localhost:${server.port}`;
  const userPoolId = `${REGION}_${randomBytes(8).toString('hex').slice(0, 9)}`;
  const clientId = randomBytes(13).toString('hex');
  const issuer = `${endpoint}/${userPoolId}`;
  const jwksUri = `${issuer}/.well-known/jwks.json`;
  const requests: Record<string, number> = {};
  let refusing = false;

  const key = await createSigningKey();
  const seconds = () => tokenSeconds;
  const tokens = createTokens({ key, issuer, clientId, seconds });
  const { route, pool } = createRouter({ userPoolId, clientId, tokens, lambdaEndpoint: lambda?.endpoint });
  const operations = createOperations({ route, pool, tokens, clientId, seconds, refusesRefresh: () => refusing });

  const documents: Record<string, object> = {
    [`/${userPoolId}/.well-known/jwks.json`]: { keys: [key.publicJwk] },
    [`/${userPoolId}/.well-known/openid-configuration`]: {
      issuer,
      jwks_uri: jwksUri,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
    },
  };

  /** The `sub` of the user of a token in a call. Users are named by it. */
  const subjectOf = async (input: Input): Promise<string | undefined> => {
    try {
      if (input['Token'] !== undefined) return tokens.sessionOf(input['Token']).username;
      return (await tokens.verifyAccess(input['AccessToken'])).username;
    } catch {
      return undefined;
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, type: string, body: object): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(JSON.stringify(body));
    };
    response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.writeHead(204).end();
      return;
    }
    const document = documents[request.url ?? ''];
    if (document) {
      send(200, 'application/json', document);
      return;
    }
    const operation = String(request.headers['x-amz-target']).replace('AWSCognitoIdentityProviderService.', '');
    requests[operation] = (requests[operation] ?? 0) + 1;
    const type = 'application/x-amz-json-1.1';
    let input: Input = {};
    let sub: string | undefined;
    const report = (errorCode?: string): void =>
      onCall?.(
        trailEvent({
          operation,
          region: REGION,
          clientId: input['ClientId'],
          sub,
          ip: request.socket.remoteAddress?.replace(/^::ffff:/, ''),
          userAgent: request.headers['user-agent'],
          errorCode,
        }),
      );
    try {
      input = JSON.parse(await readBody(request)) as Input;
      // A token that is revoked belongs to nobody any more.
      sub = await subjectOf(input);
      const result = await operations.run(operation, input);
      report();
      send(200, type, result);
    } catch (error) {
      const { code = 'InternalErrorException', message } = error as Error & { code?: string };
      report(code);
      send(code === 'InternalErrorException' ? 500 : 400, type, { __type: code, message });
    }
  };
  server.answer((request, response) => void answer(request, response));

  const addUser = async ({ email, password }: PoolUser): Promise<string> => {
    const sub = randomUUID();
    const now = new Date();
    await pool.saveUser(
      { logger: silent },
      {
        Username: sub,
        Password: password,
        Attributes: Object.entries({ sub, email, email_verified: 'true' }).map(([Name, Value]) => ({ Name, Value })),
        Enabled: true,
        UserStatus: 'CONFIRMED',
        UserCreateDate: now,
        UserLastModifiedDate: now,
        RefreshTokens: [],
      },
    );
    return sub;
  };
  for (const user of users) await addUser(user);

  const call = async (operation: string, input: Input): Promise<Record<string, unknown>> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: clientId, ...input }),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

  return {
    region: REGION,
    userPoolId,
    clientId,
    endpoint,
    issuer,
    jwksUri,
    addUser,
    async signUp({ email, password }, attributes = {}) {
      const UserAttributes = Object.entries({ email, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
      const { UserSub } = await call('SignUp', { Username: email, Password: password, UserAttributes });
      await call('ConfirmSignUp', { Username: email, ConfirmationCode: CONFIRMATION_CODE });
      return String(UserSub);
    },
    refuseRefresh: (on) => (refusing = on),
    async signOutEverywhere(email) {
      const user = await pool.getUserByUsername({ logger: silent }, email);
      if (!user) throw new Error(`No user "${email}" in the pool: add one with addUser first.`);
      await operations.revokeAll(user.Username);
    },
    requests,
    async close() {
      await server.close();
      await lambda?.close();
    },
  };
}
