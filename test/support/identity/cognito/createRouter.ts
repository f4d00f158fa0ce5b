import { createRequire } from 'node:module';
import { AwsError } from './AwsError.ts';
import type { Context, DataStore, Router, Tokens, User, UserPool } from './CognitoLocal.ts';
import { createDataStore } from './createDataStore.ts';
import type { CognitoTokens } from './createTokens.ts';

interface TriggerNames {
  PreSignUp: string;
  PostConfirmation: string;
  PostAuthentication: string;
  PreTokenGeneration: string;
}

interface Triggers {
  enabled: (trigger: string) => boolean;
  preTokenGeneration: (context: Context, event: object) => Promise<unknown>;
}

interface CognitoLocal {
  LambdaService: new (config: TriggerNames, client: object) => object;
  TriggersService: new (clock: object, cognito: object, lambda: object, crypto: object) => Triggers;
  Router: (services: object) => Router;
  UserPoolServiceImpl: new (clients: DataStore, clock: object, users: DataStore, options: object) => UserPool;
  USER_POOL_AWS_DEFAULTS: object;
}

interface Deps {
  userPoolId: string;
  clientId: string;
  tokens: CognitoTokens;
  /** Where Lambda is, for the triggers of the user pool. Undefined: it has none. */
  lambdaEndpoint: string | undefined;
}

/** cognito-local without its server: one user pool with one app client, in memory, with tokens of our own. */
export function createRouter({ userPoolId, clientId, tokens, lambdaEndpoint }: Deps): {
  route: Router;
  pool: UserPool;
} {
  // By path: its entry point starts a server that writes to the working directory.
  const require = createRequire(import.meta.url);
  const load = (path: string) => require(`cognito-local/lib/${path}.js`) as CognitoLocal;

  const clock = { get: () => new Date() };
  const options = {
    ...load('services/cognitoService').USER_POOL_AWS_DEFAULTS,
    Id: userPoolId,
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
  };
  const client = { UserPoolId: userPoolId, ClientId: clientId, ClientName: 'web' };
  const clients = createDataStore({ Clients: { [clientId]: client } });
  const users = createDataStore({ Users: {}, Options: options });
  const { UserPoolServiceImpl } = load('services/userPoolService');
  const pool = new UserPoolServiceImpl(clients, clock, users, options);

  const missing = (what: string) => new AwsError('ResourceNotFoundException', `${what} does not exist.`);
  const cognito = {
    getUserPool: (_context: Context, id: string) =>
      id === userPoolId ? Promise.resolve(pool) : Promise.reject(missing(`User pool ${id}`)),
    getUserPoolForClientId: (_context: Context, id: string) =>
      id === clientId ? Promise.resolve(pool) : Promise.reject(missing(`User pool client ${id}`)),
    getAppClient: (_context: Context, id: string) => Promise.resolve(id === clientId ? client : null),
    listAppClients: () => Promise.resolve([client]),
    listUserPools: () => Promise.resolve([options]),
  };
  const triggers = lambdaEndpoint === undefined ? NONE : createTriggers(lambdaEndpoint);
  const route = load('server/Router').Router({
    clock,
    cognito,
    tokenGenerator: { generate },
    triggers,
    // Nobody reads the e-mail with the code: whoever signs up here knows it.
    messages: { deliver: () => Promise.resolve() },
    otp: () => CONFIRMATION_CODE,
    config: { UserPoolDefaults: options },
  });
  return { route, pool };

  /** cognito-local's own triggers, which call Lambda by the AWS SDK. */
  function createTriggers(endpoint: string): Triggers {
    const { Lambda } = requireAwsSdk();
    const client = new Lambda({ endpoint, region: 'local', accessKeyId: 'local', secretAccessKey: 'local' });
    const names = Object.fromEntries(TRIGGERS.map((name) => [name, 'triggers'])) as unknown as TriggerNames;
    const { LambdaService } = load('services/lambda');
    const { TriggersService } = load('services/triggers/triggers');
    return new TriggersService(clock, cognito, new LambdaService(names, client), {});
  }

  /** cognito-local calls token generation where it makes tokens, which are ours. */
  async function generate(
    context: Context,
    user: User,
    groups: string[],
    _client: unknown,
    clientMetadata: unknown,
    source: string,
  ): Promise<Tokens> {
    if (triggers.enabled('PreTokenGeneration')) {
      await triggers.preTokenGeneration(context, {
        clientId,
        clientMetadata,
        source,
        userAttributes: user.Attributes,
        username: user.Username,
        groupConfiguration: {},
        userPoolId,
      });
    }
    return tokens.generate(context, user, groups);
  }
}

/** Of every sign-up. */
export const CONFIRMATION_CODE = '123456';

const TRIGGERS = ['PreSignUp', 'PostConfirmation', 'PostAuthentication', 'PreTokenGeneration'];
const NONE: Triggers = { enabled: () => false, preTokenGeneration: () => Promise.resolve() };

/** The AWS SDK that cognito-local uses, without its notice. */
function requireAwsSdk(): { Lambda: new (options: object) => object } {
  const require = createRequire(createRequire(import.meta.url).resolve('cognito-local/package.json'));
  (require('aws-sdk/lib/maintenance_mode_message') as { suppress: boolean }).suppress = true;
  return require('aws-sdk') as ReturnType<typeof requireAwsSdk>;
}
