/** Auth0's log event codes by the rule that carries them. https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes */
export type CodeRules = Readonly<Record<string, readonly string[]>>;

/** One rule for each kind, as in AWS's sample. */
export const EVENT_RULES = {
  SignIn: ['s'],
  SignUp: ['ss'],
  SignOut: ['slo'],
  SignUpFailed: ['fs'],
  SignInFailed: ['f', 'fp', 'fu'],
  SignOutFailed: ['flo'],
} satisfies CodeRules;

/** `sapi` is any write by the Management API; the function takes those that change a user. */
export const USER_RULES = {
  UserCreated: ['ss'],
  UserUpdated: ['sapi', 'sce', 'scp', 'scpn', 'scu', 'sv'],
  UserDeleted: ['sdu'],
} satisfies CodeRules;

/** Events of an Auth0 event stream. https://auth0.com/docs/customize/events/event-types */
export const USER_EVENTS = ['user.created', 'user.updated', 'user.deleted'];

export const codesOf = (rules: CodeRules): string[] => Object.values(rules).flat();
