import type { DualRumOptions } from '@dual-rum/cdk/template';

/** One way to deploy, said in the three languages. */
export interface Case {
  title: string;
  options: DualRumOptions;
  /** Of dual-rum.template.yaml. */
  parameters: Record<string, string>;
  /** Of the Terraform module. */
  variables: Record<string, unknown>;
}

const userPoolId = 'eu-west-1_AbCdEfGhI';
const issuer = 'https://my-shop.eu.auth0.com';
const identityPoolId = 'us-east-1:00000000-0000-4000-8000-00000000000e';
const guestRole = 'arn:aws:iam::123456789012:role/ShopGuests';
const authenticatedRole = 'arn:aws:iam::123456789012:role/ShopUsers';

type Part = Omit<Case, 'title' | 'options'> & { options: Partial<DualRumOptions> };

const signIns: Record<string, Part> = {
  Cognito: {
    options: { signIn: { userPool: { userPoolId, clientIds: ['web'] } } },
    parameters: { UserPoolId: userPoolId, UserPoolClientId: 'web' },
    variables: { user_pool: { id: userPoolId, client_ids: ['web'] } },
  },
  Auth0: {
    // As people write them: the two that can put it right do, and the third says what to write.
    options: { signIn: { oidc: { issuer: 'My-Shop.eu.auth0.com/', clientIds: ['kX2m', 'kX3n'] } } },
    parameters: { OidcIssuer: issuer, OidcClientIds: 'kX2m,kX3n' },
    variables: { oidc: { issuer: 'My-Shop.eu.auth0.com/', client_ids: ['kX2m', 'kX3n'] } },
  },
  both: {
    options: {
      signIn: { userPool: { userPoolId, clientIds: ['web'] }, oidc: { issuer: `${issuer}/`, clientIds: ['kX2m'] } },
    },
    parameters: { UserPoolId: userPoolId, UserPoolClientId: 'web', OidcIssuer: issuer, OidcClientIds: 'kX2m' },
    variables: {
      user_pool: { id: userPoolId, client_ids: ['web'] },
      oidc: { issuer: `${issuer}/`, client_ids: ['kX2m'] },
    },
  },
  'existing roles': {
    options: { existing: { identityPoolId, guestRole, authenticatedRole } },
    parameters: {
      ExistingIdentityPoolId: identityPoolId,
      ExistingGuestRoleArn: guestRole,
      ExistingAuthenticatedRoleArn: authenticatedRole,
    },
    variables: {
      existing: {
        identity_pool_id: identityPoolId,
        guest_role_arn: guestRole,
        authenticated_role_arn: authenticatedRole,
      },
    },
  },
};

const guests: Record<string, Part> = {
  'guests of the identity pool': { options: {}, parameters: {}, variables: {} },
  'unsigned guests': {
    options: { guests: 'unsigned', alias: 'my-shop' },
    parameters: { Guests: 'unsigned', Alias: 'my-shop' },
    variables: { guests: 'unsigned', alias: 'my-shop' },
  },
};

const locks: Record<string, Part> = {
  'no lock': { options: {}, parameters: {}, variables: {} },
  locked: {
    options: { lockAuthenticated: true },
    parameters: { LockAuthenticated: 'true' },
    variables: { lock_authenticated: true },
  },
};

const base: Part = {
  options: { name: 'Shop', domains: ['shop.example.com', '*.shop.example'] },
  parameters: { Name: 'Shop', Domains: 'shop.example.com,*.shop.example' },
  variables: { name: 'Shop', domains: ['shop.example.com', '*.shop.example'] },
};

/** Everything that is not a matter of who may write, set to what is not the default. */
const all: Part = {
  options: {
    cwLogs: true,
    customEvents: false,
    sampleRate: 0.25,
    telemetries: ['http', 'errors'],
    allowCookies: false,
    xray: true,
    sourceMaps: 's3://maps/shop',
  },
  parameters: {
    CwLogs: 'true',
    CustomEvents: 'DISABLED',
    SampleRate: '0.25',
    Telemetries: 'http,errors',
    AllowCookies: 'false',
    XRay: 'true',
    SourceMaps: 's3://maps/shop',
  },
  variables: {
    cw_logs: true,
    custom_events: false,
    sample_rate: 0.25,
    telemetries: ['http', 'errors'],
    allow_cookies: false,
    xray: true,
    source_maps: 's3://maps/shop',
  },
};

function combine(title: string, ...parts: Part[]): Case {
  const merged = <K extends 'options' | 'parameters' | 'variables'>(key: K) =>
    Object.assign({}, ...parts.map((part) => part[key])) as Case[K];
  const made = { title, options: merged('options'), parameters: merged('parameters'), variables: merged('variables') };
  if (made.options.existing && made.options.guests === 'unsigned') withoutGuestRole(made);
  return made;
}

/** Unsigned guests have no role. */
function withoutGuestRole({ options, parameters, variables }: Case): void {
  options.existing = { identityPoolId, authenticatedRole };
  delete parameters['ExistingGuestRoleArn'];
  variables['existing'] = { identity_pool_id: identityPoolId, authenticated_role_arn: authenticatedRole };
}

const identity = (digit: number): string => `us-east-1:00000000-0000-4000-8000-00000000000${digit}`;
const cognitoLogin = (subject: string): string =>
  `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}:CognitoSignIn:${subject}`;
const auth0Login = (subject: string): string =>
  `arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com:OIDC:${subject}`;

/** The same users: by what each language takes. */
function blocking(blocked: string[], identities: string[], logins: string[]): Part {
  return {
    options: { blocked },
    parameters: { BlockedIdentities: identities.join(','), BlockedLogins: logins.join(',') },
    variables: { blocked },
  };
}

const sub = '2f6c1d0e-0000-4000-8000-0000000000aa';
/** Users who may not write: by identity, by subject, by both, and with roles that are there already. */
const blocked: Case[] = [
  combine('Cognito, blocked by identity', base, signIns['Cognito']!, blocking([identity(1)], [identity(1)], [])),
  combine(
    'Cognito, blocked by identity and subject',
    base,
    signIns['Cognito']!,
    blocking([identity(1), sub, identity(2)], [identity(1), identity(2)], [cognitoLogin(sub)]),
  ),
  combine(
    'Auth0, blocked by subject and by entry of amr',
    base,
    signIns['Auth0']!,
    blocking(['auth0|5f7c', auth0Login('google|1')], [], [auth0Login('auth0|5f7c'), auth0Login('google|1')]),
  ),
  combine(
    'both, blocked by entries of amr',
    base,
    signIns['both']!,
    locks['locked']!,
    blocking([cognitoLogin(sub), auth0Login('auth0|5f7c')], [], [cognitoLogin(sub), auth0Login('auth0|5f7c')]),
  ),
  combine(
    'existing roles, blocked by identity and entry of amr',
    base,
    signIns['existing roles']!,
    blocking([identity(1), auth0Login('auth0|5f7c')], [identity(1)], [auth0Login('auth0|5f7c')]),
  ),
];

/** With an audit trail: as it is by default, and with everything else; for a pool made here, and for one that is there. */
const audited: Case[] = [
  combine('Cognito, audited', base, signIns['Cognito']!, {
    options: { auditTrail: {} },
    parameters: { AuditTrail: 'true' },
    variables: { audit_trail: {} },
  }),
  combine('existing roles, audited, guests too', base, signIns['existing roles']!, {
    options: { auditTrail: { guests: true, keepDays: 30, database: 'shop' } },
    parameters: { AuditTrail: 'true', AuditGuests: 'true', AuditDays: '30', AuditDatabase: 'shop' },
    variables: { audit_trail: { guests: true, keep_days: 30, database: 'shop' } },
  }),
];

/** {Cognito, Auth0, both, existing roles} × {identity pool, unsigned} × {lock on, off}, one with all else changed, blocked users, and audit trails. */
export const cases: Case[] = [
  ...Object.entries(signIns).flatMap(([signIn, one]) =>
    Object.entries(guests).flatMap(([guest, two]) =>
      Object.entries(locks).map(([lock, three]) => combine(`${signIn}, ${guest}, ${lock}`, base, one, two, three)),
    ),
  ),
  combine('everything else not the default', base, signIns['Auth0']!, all),
  ...blocked,
  ...audited,
];
