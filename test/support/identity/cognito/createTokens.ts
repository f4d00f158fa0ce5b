import { randomBytes, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { SigningKey } from '../signingKey.ts';
import { notAuthorized } from './AwsError.ts';
import type { Context, Session, Tokens, User } from './CognitoLocal.ts';

export interface CognitoTokens {
  /** cognito-local's port for a token generator. */
  generate: (context: Context, user: User, groups: string[]) => Promise<Tokens>;
  /** The session of a refresh token that is still good. */
  sessionOf: (refreshToken: unknown) => Session;
  /** The session of an access token: signed here, not expired, not revoked. */
  verifyAccess: (accessToken: unknown) => Promise<Session>;
  /** Ends the sessions that match; their refresh and access tokens are refused from now on. */
  revoke: (matches: (session: Session) => boolean) => void;
}

interface Deps {
  key: SigningKey;
  issuer: string;
  clientId: string;
  seconds: () => number;
}

/**
 * Tokens with the claims that Cognito gives them, `origin_jti` among them: Amplify revokes a session only if its token has
 * one, and cognito-local's tokens do not.
 */
export function createTokens({ key, issuer, clientId, seconds }: Deps): CognitoTokens {
  const sessions = new Map<string, Session>();

  const sign = (claims: Record<string, unknown>, now: number): Promise<string> =>
    new SignJWT({ ...claims, iss: issuer, iat: now, exp: now + seconds(), jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid })
      .sign(key.privateKey);

  return {
    async generate(context, user, groups) {
      const now = Math.floor(Date.now() / 1000);
      const session = context.session ?? {
        id: randomUUID(),
        username: user.Username,
        authTime: now,
        refreshToken: randomBytes(96).toString('base64url'),
        revoked: false,
      };
      sessions.set(session.id, session);
      const attributes = Object.fromEntries(user.Attributes.map(({ Name, Value }) => [Name, Value]));
      const common = {
        sub: attributes['sub'],
        origin_jti: session.id,
        event_id: randomUUID(),
        auth_time: session.authTime,
        ...(groups.length > 0 && { 'cognito:groups': groups }),
      };
      const access = {
        ...common,
        token_use: 'access',
        client_id: clientId,
        scope: 'aws.cognito.signin.user.admin',
        username: user.Username,
      };
      const id = {
        ...common,
        token_use: 'id',
        aud: clientId,
        'cognito:username': user.Username,
        email: attributes['email'],
        email_verified: attributes['email_verified'] === 'true',
      };
      return {
        AccessToken: await sign(access, now),
        IdToken: await sign(id, now),
        RefreshToken: session.refreshToken,
      };
    },
    sessionOf(refreshToken) {
      const session = [...sessions.values()].find((each) => each.refreshToken === refreshToken);
      if (!session) throw notAuthorized('Invalid Refresh Token');
      if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
      return session;
    },
    async verifyAccess(accessToken) {
      const { payload } = await jwtVerify(String(accessToken), key.publicKey, {
        issuer,
        requiredClaims: ['exp'],
      }).catch(() => Promise.reject(notAuthorized('Invalid Access Token')));
      const session = sessions.get(String(payload['origin_jti']));
      if (payload['token_use'] !== 'access' || !session) throw notAuthorized('Invalid Access Token');
      if (session.revoked) throw notAuthorized('Access Token has been revoked');
      return session;
    },
    revoke(matches) {
      for (const session of sessions.values()) if (matches(session)) session.revoked = true;
    },
  };
}
