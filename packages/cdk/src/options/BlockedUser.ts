import { OptionError } from '../OptionError.ts';

/**
 * A user as IAM knows one of an identity pool, by the condition keys of temporary credentials: `identity` is an id of the pool
 * (`cognito-identity.amazonaws.com:sub`), `login` the entry of `cognito-identity.amazonaws.com:amr` that ends in the subject at the provider.
 */
export type BlockedUser = { by: 'identity'; value: string } | { by: 'login'; value: string };

const IDENTITY = /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOGIN =
  /^(cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?\/[\w-]+_\w+:CognitoSignIn|arn:[\w-]+:iam::\d{12}:oidc-provider\/\S+?:OIDC):./;

/**
 * Reads an identity id or an entry of `amr`. Undefined for any other text, which can only be a subject.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 *
 * @throws OptionError for what IAM would not compare as it is written
 */
export function readBlockedUser(text: unknown, option: string): BlockedUser | undefined {
  if (typeof text !== 'string' || text === '') {
    throw new OptionError(
      option,
      `${text === undefined ? 'missing' : `${JSON.stringify(text)} given`}; it must be an identity id, a subject, or an entry of amr`,
    );
  }
  if (!/^[\x21-\x7e]{1,512}$/.test(text)) {
    throw new OptionError(
      option,
      `${JSON.stringify(text)} given; it must be printable ASCII without spaces, as it is in the id token`,
    );
  }
  if (text.includes('${')) {
    throw new OptionError(
      option,
      `"${text}" has "\${" in it, which IAM takes for a variable; block the identity id of this user`,
    );
  }
  if (IDENTITY.test(text)) return { by: 'identity', value: text };
  if (IDENTITY.test(text.toLowerCase())) {
    throw new OptionError(option, `"${text}" given; identity ids are in lower case, and IAM compares them exactly`);
  }
  return LOGIN.test(text) ? { by: 'login', value: text } : undefined;
}

/** What stands before a subject in `amr`: `cognito-idp.<region>.amazonaws.com/<pool>` or `arn:aws:iam::<account>:oidc-provider/<issuer>`. */
export const loginOf = (provider: string, subject: string): BlockedUser => ({
  by: 'login',
  value: `${provider}:${provider.startsWith('arn:') ? 'OIDC' : 'CognitoSignIn'}:${subject}`,
});
