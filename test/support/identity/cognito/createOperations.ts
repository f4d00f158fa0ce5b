import { AwsError, notAuthorized } from './AwsError.ts';
import { silent, type Input, type Router, type UserPool } from './CognitoLocal.ts';
import type { CognitoTokens } from './createTokens.ts';

interface Deps {
  route: Router;
  pool: UserPool;
  tokens: CognitoTokens;
  clientId: string;
  seconds: () => number;
  refusesRefresh: () => boolean;
}

type Operation = (input: Input) => Promise<object>;

const REFRESH_FLOWS = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];

/** What Amplify asks of a user pool. Where cognito-local has no answer, or a careless one, it is given here. */
export function createOperations({ route, pool, tokens, clientId, seconds, refusesRefresh }: Deps) {
  const withDetails = (result: object): object => ({ ...result, ExpiresIn: seconds(), TokenType: 'Bearer' });

  const refresh = async (client: unknown, refreshToken: unknown): Promise<object> => {
    if (refusesRefresh()) throw notAuthorized('Refresh Token has been revoked');
    if (client !== clientId)
      throw new AwsError('ResourceNotFoundException', `User pool client ${client} does not exist.`);
    const session = tokens.sessionOf(refreshToken);
    const answer = (await route('InitiateAuth')(
      { logger: silent, session },
      { ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } },
    )) as { AuthenticationResult: object };
    return { ChallengeParameters: {}, AuthenticationResult: withDetails(answer.AuthenticationResult) };
  };

  const revokeAll = async (username: string): Promise<void> => {
    tokens.revoke((session) => session.username === username);
    const user = await pool.getUserByUsername({ logger: silent }, username);
    if (user) await pool.saveUser({ logger: silent }, { ...user, RefreshTokens: [] });
  };

  const operations: Record<string, Operation> = {
    SignUp: (input) => route('SignUp')({ logger: silent }, input),
    ConfirmSignUp: (input) => route('ConfirmSignUp')({ logger: silent }, input),
    async InitiateAuth(input) {
      const flow = String(input['AuthFlow']);
      if (REFRESH_FLOWS.includes(flow)) {
        return refresh(input['ClientId'], (input['AuthParameters'] as Input | undefined)?.['REFRESH_TOKEN']);
      }
      if (flow !== 'USER_PASSWORD_AUTH') {
        throw new AwsError('InvalidParameterException', `${flow} is not enabled for the client.`);
      }
      const answer = (await route('InitiateAuth')({ logger: silent }, input).catch(sayLess)) as {
        AuthenticationResult: object;
      };
      return { ...answer, AuthenticationResult: withDetails(answer.AuthenticationResult) };
    },
    // Amplify's every refresh; cognito-local has only the older InitiateAuth way.
    GetTokensFromRefreshToken: (input) => refresh(input['ClientId'], input['RefreshToken']),
    async RevokeToken(input) {
      await route('RevokeToken')({ logger: silent }, input);
      tokens.revoke((session) => session.refreshToken === input['Token']);
      return {};
    },
    async GlobalSignOut(input) {
      const { username } = await tokens.verifyAccess(input['AccessToken']);
      await revokeAll(username);
      return {};
    },
    async GetUser(input) {
      // cognito-local reads access tokens without verifying them.
      await tokens.verifyAccess(input['AccessToken']);
      return route('GetUser')({ logger: silent }, input);
    },
  };

  const run: (name: string, input: Input) => Promise<object> = async (name, input) => {
    if (!Object.hasOwn(operations, name)) {
      const known = Object.keys(operations).join(', ');
      throw new AwsError('UnknownOperationException', `"${name}" is not one of ${known}, which this pool knows.`);
    }
    return operations[name]!(input);
  };

  return { run, revokeAll };
}

/** As Cognito, whose answer does not tell an unknown user from a wrong password. */
function sayLess(error: unknown): never {
  const { code } = error as { code?: string };
  if (code === 'InvalidPasswordException' || code === 'NotAuthorizedException') {
    throw notAuthorized('Incorrect username or password.');
  }
  throw error;
}
