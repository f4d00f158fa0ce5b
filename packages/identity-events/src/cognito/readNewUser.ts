import { filled } from '../model/filled.ts';
import { MessageError } from '../model/MessageError.ts';
import type { NewUser } from '../model/NewUser.ts';
import { uuidOf } from '../model/uuidOf.ts';
import { parseCognitoTrigger } from './parseCognitoTrigger.ts';

/** Trigger sources that may tell of a user who is not in the table yet. */
const SIGN_UP = 'PostConfirmation_ConfirmSignUp';
const SIGN_IN = 'PostAuthentication_Authentication';
export const NEW_USER_SOURCES: readonly (string | undefined)[] = [SIGN_UP, SIGN_IN];

/** Attributes that are not the user's own, or have a place of their own in `NewUser`. */
const NOT_OWN = /^(sub|identities|cognito:.*)$/;

/**
 * The user of whom a trigger of a user pool tells for the first time, or undefined where it does not.
 *
 * That is a confirmed sign-up, of a federated user too; never `PostConfirmation_ConfirmForgotPassword`. With `onSignIn` also every
 * sign-in, since users whom an administrator makes or an import brings fire no post confirmation. Throws `MessageError` for what is
 * no event of a trigger, and for one without a `sub`.
 *
 * @param event what the function is called with
 * @param at when it is called
 */
export function readNewUser(event: unknown, at: Date, onSignIn: boolean): NewUser | undefined {
  const { code, subject, source, tenant, connection, occurredAt, raw } = parseCognitoTrigger(event, at);
  if (code !== SIGN_UP && !(onSignIn && code === SIGN_IN)) return undefined;
  if (subject === undefined) {
    throw new MessageError(`The event ${code} has no "sub" in "request.userAttributes": nobody can say who it is.`);
  }
  const { userName, request } = raw as { userName?: unknown; request?: { userAttributes?: Record<string, unknown> } };
  const attributes = Object.entries(request?.userAttributes ?? {}).filter(
    (entry): entry is [string, string] => !NOT_OWN.test(entry[0]) && typeof entry[1] === 'string',
  );
  return {
    userId: subject,
    id: uuidOf(`${source === 'urn:cognito' ? `${source}:${tenant ?? ''}` : source}#${subject}`),
    userPoolId: tenant,
    userName: filled(userName),
    connection,
    code,
    at: occurredAt,
    attributes: Object.fromEntries(attributes),
  };
}
