import { validation } from '../errors/AwsError.ts';
import type { TokenRequest } from './TokenRequest.ts';

/** Checks the body of a token request; a 400 names the field and what it takes. */
export function parseTokenRequest(text: string): TokenRequest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw validation(`The body is not JSON: ${(error as Error).message}. Send {"subject":"alice"}.`);
  }
  const { subject, clientId, expiresIn, claims } = (value ?? {}) as Record<string, unknown>;
  if (typeof subject !== 'string' || subject === '')
    throw validation('"subject" must be a text: the user the token is for, as in {"subject":"alice"}.');
  if (clientId !== undefined && typeof clientId !== 'string')
    throw validation('"clientId" must be a text: the audience of the token.');
  if (expiresIn !== undefined && !Number.isInteger(expiresIn))
    throw validation('"expiresIn" must be a whole number of seconds.');
  if (claims !== undefined && (typeof claims !== 'object' || claims === null || Array.isArray(claims)))
    throw validation('"claims" must be an object of further claims.');
  return value as TokenRequest;
}
