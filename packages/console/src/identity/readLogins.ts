import { notAuthorized, validation } from '../errors/AwsError.ts';

/** The `Logins` of a request as pairs of login key and token. A request without logins is a guest's. */
export function readLogins(value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    throw validation('Logins must be an object of login key and token.');
  return Object.entries(value).map(([key, token]: [string, unknown]) => {
    if (typeof token !== 'string' || token === '') {
      throw notAuthorized(
        `Invalid login token. The one for "${key}" is empty: was it asked for before sign-in was complete?`,
      );
    }
    return [key, token];
  });
}
