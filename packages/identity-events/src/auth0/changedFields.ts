import { parse } from 'valibot';
import { bodySchema, type Log } from './schemas.ts';

/** Fields of a user that a sign-up tells. A password is none of them. */
const OF_SIGN_UPS = [
  'email',
  'email_verified',
  'phone_number',
  'phone_verified',
  'username',
  'name',
  'given_name',
  'family_name',
  'nickname',
  'picture',
  'blocked',
  'user_metadata',
  'app_metadata',
];

/** The fields of the profile that a log of this code tells, under the names that the profile has for them. */
export function changedFields(code: string, { details }: Log, at: string): Record<string, unknown> | undefined {
  const body = parse(bodySchema, details ?? {}).body ?? {};
  switch (code) {
    case 'ss':
      return picked(body, Object.fromEntries(OF_SIGN_UPS.map((name) => [name, name])));
    case 'sce':
      return some(picked(body, { newEmail: 'email' }));
    case 'scu':
      return some(picked(body, { newUsername: 'username' }));
    case 'scpn':
      return some(picked(body, { new_phone_number: 'phone_number', phone_verified: 'phone_verified' }));
    case 'scp':
      return { last_password_reset: at };
    case 'sv':
      return { email_verified: true };
    default:
      return undefined;
  }
}

/** What an object has of these names, under new names. */
function picked(from: Record<string, unknown>, names: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, becomes]) =>
      from[name] === undefined || from[name] === null ? [] : [[becomes, from[name]]],
    ),
  );
}

function some(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.keys(fields).length > 0 ? fields : undefined;
}
