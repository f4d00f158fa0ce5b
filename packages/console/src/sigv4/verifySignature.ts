import { hash, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../errors/AwsError.ts';
import type { Exchange } from '../http/Exchange.ts';
import { parseQuery } from '../http/parseQuery.ts';
import type { CredentialStore, IssuedCredentials } from '../credentials/createCredentialStore.ts';
import { checkTime } from './checkTime.ts';
import { recompute } from './recompute.ts';
import { invalid, type Signature } from './Signature.ts';

interface Expected {
  credentials: CredentialStore;
  region: string;
  service: string;
  clock: () => number;
}

/** The credentials a request was signed with. Throws an AWS error that says which part of the signature is wrong. */
export function verifySignature(request: Exchange, signature: Signature, expected: Expected): IssuedCredentials {
  const now = expected.clock();
  const credentials = checkKey(signature, expected.credentials, now);
  const { region, service } = signature.scope;
  if (region !== expected.region)
    throw invalid(
      `Credential should be scoped to region '${expected.region}', not '${region}'. Give the client the app monitor's region.`,
    );
  if (service !== expected.service)
    throw invalid(`Credential should be scoped to service '${expected.service}', not '${service}'.`);
  checkTime(signature, now);
  checkCoverage(request, signature);
  const ours = recompute(request, signature, credentials, checkPayloadHash(request));
  if (ours === undefined || !sameSecret(ours, signature.signature)) {
    throw invalid(
      `The request signature we calculated does not match the signature you provided. Signed: ${request.method} ${request.path} with ${signature.signedHeaders.join(', ')}. ` +
        'Likely a wrong secret access key, or something between client and server changed the request (a proxy that rewrites Host, for one).',
    );
  }
  return credentials;
}

function checkKey(signature: Signature, store: CredentialStore, now: number): IssuedCredentials {
  const credentials = store.find(signature.accessKeyId);
  if (
    !credentials ||
    signature.sessionToken === undefined ||
    !sameSecret(credentials.sessionToken, signature.sessionToken)
  ) {
    const cause = !credentials
      ? `Access key ${signature.accessKeyId} was not issued by this console; it forgets keys when it restarts.`
      : signature.sessionToken === undefined
        ? 'The session token is missing; temporary credentials need all three parts.'
        : 'The session token belongs to other credentials.';
    throw new AwsError(
      403,
      'UnrecognizedClientException',
      `The security token included in the request is invalid. ${cause}`,
    );
  }
  if (credentials.expiration <= now) {
    const when = new Date(credentials.expiration).toISOString();
    throw new AwsError(
      403,
      'ExpiredTokenException',
      `The security token included in the request is expired: it was good until ${when}. Get new credentials.`,
    );
  }
  return credentials;
}

/** Host and every x-amz- header must be signed: what is not could be changed on the way. */
function checkCoverage(request: Exchange, { signedHeaders }: Signature): void {
  const needed = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const open = needed.filter((name) => !signedHeaders.includes(name));
  if (open.length > 0)
    throw invalid(`'${open.join("', '")}' must be among the SignedHeaders; they are ${signedHeaders.join(';')}.`);
  const absent = signedHeaders.filter((name) => request.headers[name] === undefined);
  if (absent.length > 0)
    throw invalid(`SignedHeaders names '${absent.join("', '")}', which the request does not have.`);
}

/** The hash of the bytes received. The signature covers the hash the request states, so that must be the same. */
function checkPayloadHash(request: Exchange): string {
  const isHash = (name: string): boolean => name.toLowerCase() === 'x-amz-content-sha256';
  const inQuery = [...parseQuery(request.rawQuery)].filter(([key]) => isHash(key)).flatMap(([, values]) => values);
  const inHeader = [request.headers['x-amz-content-sha256'] ?? []].flat();
  const actual = hash('sha256', request.body);
  if ([...inHeader, ...inQuery].some((claimed) => claimed !== actual)) {
    throw invalid(
      `x-amz-content-sha256 is not the hash of the body, which is ${actual}: the body was changed after it was signed.`,
    );
  }
  return actual;
}

/** Compares in a time that only the length tells of, which is no secret. */
function sameSecret(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}
