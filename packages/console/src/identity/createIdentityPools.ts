import { AwsError, notAuthorized, validation } from '../errors/AwsError.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import type { SigningKey } from '../issuer/createSigningKey.ts';
import type { IdentityPool, Settings } from '../options/Settings.ts';
import { assumeRole } from './assumeRole.ts';
import type { CredentialStore } from './createCredentialStore.ts';
import { createIdentityStore, type Logins } from './createIdentityStore.ts';
import { createTokenVerifier } from './createTokenVerifier.ts';
import type { Identity } from './Identity.ts';
import { loginKeyOf } from './loginKeyOf.ts';
import { readLogins } from './readLogins.ts';

interface Deps {
  settings: Settings;
  pools: IdentityPool[];
  credentials: CredentialStore;
  key: SigningKey;
}

export type IdentityOperation = 'GetId' | 'GetOpenIdToken' | 'GetCredentialsForIdentity';

type Input = Record<string, unknown>;

/** Cognito identity pools: who asks is verified against the issuers, what they get is decided by trust policies. */
export function createIdentityPools({ settings, pools, credentials, key }: Deps) {
  const { region, credentialsSeconds, clock } = settings;
  const identities = createIdentityStore(region);
  const verifyToken = createTokenVerifier(clock);

  const verifyLogins = async (pool: IdentityPool, input: Input): Promise<Logins> => {
    const verified: Logins = new Map();
    for (const [loginKey, token] of readLogins(input['Logins'])) {
      const issuer = pool.issuers.find((each) => (each.loginKey ?? loginKeyOf(each.issuer)) === loginKey);
      if (!issuer) {
        const known = pool.issuers.map((each) => each.loginKey ?? loginKeyOf(each.issuer)).join(', ') || 'none';
        throw notAuthorized(
          `Token is not from a supported provider of this identity pool. "${loginKey}" is not one of ${known}.`,
        );
      }
      verified.set(loginKey, await verifyToken(issuer, token));
    }
    if (verified.size === 0 && !pool.allowUnauthenticated) {
      throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
    }
    return verified;
  };

  const poolOf = (id: unknown): IdentityPool => {
    if (typeof id !== 'string') throw validation('IdentityPoolId must be a text, <region>:<uuid>.');
    const pool = pools.find((each) => each.id === id);
    if (!pool) throw missing(`IdentityPool '${id}' not found.`);
    return pool;
  };

  const identityOf = async (input: Input): Promise<{ identity: Identity; pool: IdentityPool }> => {
    const id = input['IdentityId'];
    if (typeof id !== 'string') throw validation('IdentityId must be a text, <region>:<uuid>.');
    const identity = identities.find(id);
    if (!identity) throw missing(`Identity '${id}' not found.`);
    const pool = poolOf(identity.poolId);
    return { identity: identities.claim(identity, await verifyLogins(pool, input)), pool };
  };

  const operations: Record<IdentityOperation, (input: Input) => Promise<object>> = {
    async GetId(input) {
      const pool = poolOf(input['IdentityPoolId']);
      return { IdentityId: identities.obtain(pool.id, await verifyLogins(pool, input)).id };
    },
    async GetOpenIdToken(input) {
      const { identity, pool } = await identityOf(input);
      const iat = Math.floor(clock() / 1000);
      const amr = identity.logins.size > 0 ? ['authenticated', ...identity.logins.keys()] : ['unauthenticated'];
      const claims = {
        iss: 'https://cognito-identity.amazonaws.com',
        aud: pool.id,
        sub: identity.id,
        amr,
        iat,
        exp: iat + 600,
      };
      return { IdentityId: identity.id, Token: await key.sign(claims) };
    },
    async GetCredentialsForIdentity(input) {
      if (input['CustomRoleArn'] !== undefined) {
        throw validation('CustomRoleArn is not supported by this console; leave it out to get the role of the pool.');
      }
      const { identity, pool } = await identityOf(input);
      const issued = credentials.issue(assumeRole(pool, identity), credentialsSeconds);
      return {
        IdentityId: identity.id,
        Credentials: {
          AccessKeyId: issued.accessKeyId,
          SecretKey: issued.secretAccessKey,
          SessionToken: issued.sessionToken,
          Expiration: Math.floor(issued.expiration / 1000),
        },
      };
    },
  };

  return async (operation: string, request: Exchange): Promise<Reply> => {
    if (request.bodyError) throw request.bodyError;
    const run = (operations as Partial<typeof operations>)[operation as IdentityOperation];
    if (!run)
      throw new AwsError(
        400,
        'UnknownOperationException',
        `"${operation}" is not one of ${Object.keys(operations).join(', ')}, which this console knows.`,
      );
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: await run(parseInput(request.body)),
    };
  };
}

function parseInput(body: Buffer): Input {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    // Reported below, with what is not an object.
  }
  throw new AwsError(400, 'SerializationException', 'The body must be a JSON object.');
}

const missing = (message: string): AwsError => new AwsError(400, 'ResourceNotFoundException', message);
