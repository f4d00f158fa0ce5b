import { createRequire } from 'node:module';
import { AwsError } from './AwsError.ts';
import type { Context, DataStore, Router, UserPool } from './CognitoLocal.ts';
import { createDataStore } from './createDataStore.ts';
import type { CognitoTokens } from './createTokens.ts';

interface CognitoLocal {
  Router: (services: object) => Router;
  UserPoolServiceImpl: new (clients: DataStore, clock: object, users: DataStore, options: object) => UserPool;
  USER_POOL_AWS_DEFAULTS: object;
}

interface Deps {
  userPoolId: string;
  clientId: string;
  tokens: CognitoTokens;
}

/** cognito-local without its server: one user pool with one app client, in memory, with tokens of our own. */
export function createRouter({ userPoolId, clientId, tokens }: Deps): { route: Router; pool: UserPool } {
  // By path: its entry point starts a server that writes to the working directory.
  const require = createRequire(import.meta.url);
  const load = (path: string) => require(`cognito-local/lib/${path}.js`) as CognitoLocal;

  const clock = { get: () => new Date() };
  const options = {
    ...load('services/cognitoService').USER_POOL_AWS_DEFAULTS,
    Id: userPoolId,
    UsernameAttributes: ['email'],
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
  const route = load('server/Router').Router({
    clock,
    cognito,
    tokenGenerator: tokens,
    triggers: { enabled: () => false },
  });
  return { route, pool };
}
