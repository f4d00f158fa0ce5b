/** One identity of a pool: a guest, or a user known by one or more logins. */
export interface Identity {
  /** `<region>:<uuid>` */
  id: string;
  poolId: string;
  /** Login key → subject; empty for a guest. */
  logins: Map<string, string>;
}

/**
 * The claim `amr` of who signs in with these logins, which policies look at: of each provider its name, and the subject there.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export const amrOf = (logins: ReadonlyMap<string, string>, account: string): string[] =>
  logins.size > 0
    ? ['authenticated', ...[...logins].flatMap(([key, subject]) => [key, loginOf(key, subject, account)])]
    : ['unauthenticated'];

const loginOf = (key: string, subject: string, account: string): string =>
  key.startsWith('cognito-idp.')
    ? `${key}:CognitoSignIn:${subject}`
    : `arn:aws:iam::${account}:oidc-provider/${key}:OIDC:${subject}`;
