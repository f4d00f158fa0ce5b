import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A key pair that lives as long as the console. */
export interface SigningKey {
  jwks: () => Promise<{ keys: object[] }>;
  sign: (claims: Record<string, unknown>) => Promise<string>;
}

/** An RS256 key pair. It is made when somebody first needs it: that takes a tenth of a second, and a second on a busy machine. */
export function createSigningKey(): SigningKey {
  const kid = randomUUID();
  let made: ReturnType<typeof generateKeyPair> | undefined;
  const pair = () => (made ??= generateKeyPair('RS256'));
  return {
    jwks: async () => {
      const { publicKey } = await pair();
      return { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] };
    },
    sign: async (claims) => {
      const { privateKey } = await pair();
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
    },
  };
}
