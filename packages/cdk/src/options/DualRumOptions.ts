/** A Cognito user pool whose users sign in. */
export interface UserPoolSignIn {
  /** `eu-west-1_AbCdEfGhI`; in the CDK `userPool.userPoolId`. */
  userPoolId: string;
  /** Ids of the app clients that the web app signs in with; in the CDK `client.userPoolClientId`. */
  clientIds: string[];
}

/** Auth0, or any other OpenID Connect issuer. Its id tokens must be signed with RS256. */
export interface OidcSignIn {
  /** `https://my-shop.eu.auth0.com`. A missing scheme is added, a trailing slash removed. */
  issuer: string;
  /** Client ids of the web app: the `aud` of its id tokens. */
  clientIds: string[];
  /** ARN of the account's IAM OIDC provider for this issuer, if it has one: an account holds one per issuer. */
  providerArn?: string;
}

/** Who signs users in: one of the two, or both. */
export interface SignIn {
  userPool?: UserPoolSignIn;
  oidc?: OidcSignIn;
}

/** A role by its ARN, or by ARN and name, as the CDK's `IRole` has them. */
export type RoleReference = string | { readonly roleArn: string; readonly roleName: string };

/** An identity pool and roles that exist already. The roles get a policy; nothing else of them changes. */
export interface ExistingRoles {
  /** `<region>:<uuid>` */
  identityPoolId: string;
  /** The pool's role for guests. Left out with `guests: 'unsigned'`. */
  guestRole?: RoleReference;
  /** The pool's role for signed-in users. */
  authenticatedRole: RoleReference;
}

/** What aws-rum-web can observe. */
export type Telemetry = 'errors' | 'performance' | 'http';

/** An alarm on how much guests write, since anyone can be a guest. */
export interface GuestVolumeAlarm {
  /** It goes off above this number of events in one hour. */
  eventsPerHour: number;
  /** ARN of the SNS topic to notify. */
  topicArn?: string;
}

/** AWS's own record of who wrote. */
export interface AuditTrail {
  /** Records the writes of guests, too. Default false. */
  guests?: boolean;
  /** Days that records are kept. Default 365. */
  keepDays?: number;
  /** Name of the Glue database, one for each `DualRum` of an account and region. Default `dual_rum_audit`. */
  database?: string;
}

/**
 * What to deploy. Any text may be a CDK token, except `name`, `alias` and an issuer.
 *
 * @example
 * {
 *   name: 'Shop',
 *   domains: ['shop.example.com'],
 *   signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m…'] } },
 * }
 */
export interface DualRumOptions {
  /** The app monitors are `<name>_Unauthenticated` and `<name>_Authenticated`. Letters, digits and `. _ -`. */
  name: string;
  /** Hosts of the web app, at most five: `shop.example.com`, `*.example.com`, `localhost`. */
  domains: string[];
  /** Who signs users in. Makes an identity pool and two roles. Give either this or `existing`. */
  signIn?: SignIn;
  /** An identity pool and roles that exist already. Give either this or `signIn`. */
  existing?: ExistingRoles;
  /** How guests write. `identity-pool`, the default: with credentials of the identity pool. `unsigned`: without, by an alias. */
  guests?: 'identity-pool' | 'unsigned';
  /** The `rum:alias` of unsigned guests. Public: it ships in the page. Default: `name`. */
  alias?: string;
  /** Denies the signed-in app monitor to every principal but the signed-in role, whatever their policies allow. Default false. */
  lockAuthenticated?: boolean;
  /** Keeps a copy of all events in CloudWatch Logs, which is charged. Default false: CloudWatch RUM keeps them for 30 days. */
  cwLogs?: boolean;
  /** Accepts custom events (`recordEvent`). Default true, while CloudWatch's own default is false. */
  customEvents?: boolean;
  /** Share of sessions that are recorded, 0 to 1. Default 1. */
  sampleRate?: number;
  /** Default: all three. */
  telemetries?: Telemetry[];
  /** Whether the SDK may keep session and user ids in cookies. Default true. */
  allowCookies?: boolean;
  /** `s3://bucket/folder` with the app's source maps, for readable stack traces. */
  sourceMaps?: string;
  /** X-Ray traces of the app's requests. Default false. */
  xray?: boolean;
  /** A CloudWatch dashboard with both monitors side by side. Default false. */
  dashboard?: boolean;
  /** An alarm on the volume of guests' events. Default: none. */
  guestVolumeAlarm?: GuestVolumeAlarm;
  /**
   * Signed-in users who may not write, in place of `npx @dual-rum/cdk block`, whose blocks a deployment leaves as they are: identity ids
   * (`<region>:<uuid>`), entries of `amr`, or subjects at the one provider of `signIn`. Default: nobody.
   */
  blocked?: string[];
  /**
   * CloudTrail's record of who writes to the signed-in app monitor, and to whom the identity pool gives credentials, in a bucket with a table
   * for Athena. Charged by AWS for each request. Default: none.
   */
  auditTrail?: AuditTrail;
}
