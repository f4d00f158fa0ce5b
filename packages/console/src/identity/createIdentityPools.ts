import type { CredentialStore } from '../credentials/createCredentialStore.ts';
import { AwsError, validation } from '../errors/AwsError.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import type { SigningKey } from '../issuer/createSigningKey.ts';
import type { IdentityPool, Settings } from '../settings/Settings.ts';
import { assumeRole } from './assumeRole.ts';
import { createIdentityStore, type IdentityCounts, type Logins as VerifiedLogins } from './createIdentityStore.ts';
import { createLoginVerifier } from './createLoginVerifier.ts';
import { createTokenVerifier } from './createTokenVerifier.ts';
import type { Trail } from '../trail/createTrail.ts';
import { amrOf, type Identity } from './Identity.ts';

interface Deps {
  settings: Settings;
  pools: IdentityPool[];
  credentials: CredentialStore;
  key: SigningKey;
  trail: Pick<Trail, 'identity'>;
}

type Input = Record<string, unknown>;

export interface IdentityPools {
  handle: (operation: string, request: Exchange) => Promise<Reply>;
  counts: () => IdentityCounts;
}

/** Cognito identity pools. Id tokens are verified with their issuer's keys; trust policies decide who gets which role. */
export function createIdentityPools({ settings, pools, credentials, key, trail }: Deps): IdentityPools {
  const { region, account, credentialsSeconds, clock } = settings;
  const identities = createIdentityStore(region);
  const verifyLogins = createLoginVerifier(createTokenVerifier(clock));

  const poolOf = (id: unknown): IdentityPool => {
    if (typeof id !== 'string') throw validation('IdentityPoolId must be a text, <region>:<uuid>.');
    const pool = pools.find((each) => each.id === id);
    if (!pool) throw notFound(`IdentityPool '${id}' not found.`);
    return pool;
  };
  const identityOf = async ({
    IdentityId: id,
    Logins,
  }: Input): Promise<{ identity: Identity; pool: IdentityPool; logins: VerifiedLogins }> => {
    if (typeof id !== 'string') throw validation('IdentityId must be a text, <region>:<uuid>.');
    const identity = identities.find(id);
    if (!identity) throw notFound(`Identity '${id}' not found.`);
    const pool = poolOf(identity.poolId);
    const logins = await verifyLogins(pool, Logins);
    return { identity: identities.claim(identity, logins), pool, logins };
  };

  const callOf = ({ remoteAddress, headers }: Exchange) => ({
    at: clock(),
    sourceIp: remoteAddress,
    userAgent: headers['user-agent'],
  });

  const operations: Record<string, (input: Input, request: Exchange) => Promise<object>> = {
    async GetId(input, request) {
      const pool = poolOf(input['IdentityPoolId']);
      const { id } = identities.obtain(pool.id, await verifyLogins(pool, input['Logins']));
      trail.identity({ ...callOf(request), operation: 'GetId', poolId: pool.id, identityId: id });
      return { IdentityId: id };
    },
    async GetOpenIdToken(input) {
      const { identity, pool, logins } = await identityOf(input);
      const iat = Math.floor(clock() / 1000);
      const token = await key.sign({
        iss: 'https://cognito-identity.amazonaws.com',
        aud: pool.id,
        sub: identity.id,
        amr: amrOf(logins, account),
        iat,
        exp: iat + 600,
      });
      return { IdentityId: identity.id, Token: token };
    },
    async GetCredentialsForIdentity(input, request) {
      if (input['CustomRoleArn'] !== undefined) {
        throw validation('CustomRoleArn is not supported by this console; leave it out to get the role of the pool.');
      }
      const { identity, pool, logins } = await identityOf(input);
      const [subject] = logins.values();
      const amr = amrOf(logins, account);
      const issued = credentials.issue(assumeRole(pool, identity, amr), credentialsSeconds, {
        subject,
        federation: { aud: pool.id, sub: identity.id, amr },
      });
      trail.identity({
        ...callOf(request),
        operation: 'GetCredentialsForIdentity',
        poolId: pool.id,
        identityId: identity.id,
        credentials: issued,
      });
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

  const handle: IdentityPools['handle'] = async (operation, request) => {
    if (request.bodyError) throw request.bodyError;
    const known = Object.keys(operations);
    if (!known.includes(operation)) {
      const message = `"${operation}" is not one of ${known.join(', ')}, which this console knows.`;
      throw new AwsError(400, 'UnknownOperationException', message);
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: await operations[operation]!(parseInput(request.body), request),
    };
  };
  return { handle, counts: identities.counts };
}

function parseInput(body: Buffer): Input {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    // Not JSON gets the same answer as JSON that is no object.
  }
  throw new AwsError(400, 'SerializationException', 'The body must be a JSON object.');
}

const notFound = (message: string): AwsError => new AwsError(400, 'ResourceNotFoundException', message);
