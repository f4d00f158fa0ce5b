import type { Exchange, Reply } from '../http/Exchange.ts';
import type { SigningKey } from './createSigningKey.ts';
import { parseTokenRequest } from './parseTokenRequest.ts';
import type { TokenRequest } from './TokenRequest.ts';

export interface Issuer {
  mint: (request: TokenRequest) => Promise<{ id_token: string; expires_in: number; subject: string }>;
  discovery: () => Reply;
  jwks: () => Promise<Reply>;
  token: (request: Exchange) => Promise<Reply>;
}

/** An OpenID Connect issuer for development only: it mints id tokens for any subject. */
export function createIssuer(deps: { url: string; clientIds: string[]; key: SigningKey; clock: () => number }): Issuer {
  const { url, clientIds, key, clock } = deps;

  const mint: Issuer['mint'] = async ({ subject, clientId = clientIds[0]!, expiresIn = 3600, claims = {} }) => {
    const iat = Math.floor(clock() / 1000);
    const token = await key.sign({
      iss: url,
      aud: clientId,
      sub: subject,
      iat,
      exp: iat + expiresIn,
      auth_time: iat,
      ...claims,
    });
    return { id_token: token, expires_in: expiresIn, subject };
  };

  return {
    mint,
    jwks: async () => ({ status: 200, body: await key.jwks() }),
    discovery: () => ({
      status: 200,
      body: {
        issuer: url,
        jwks_uri: `${url}/.well-known/jwks.json`,
        token_endpoint: `${url}/token`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      },
    }),
    token: async (request) => ({ status: 200, body: await mint(parseTokenRequest(request.body.toString('utf8'))) }),
  };
}
