import { OptionError } from '../OptionError.ts';
import { checkAuditTrail } from './checkAuditTrail.ts';
import { checkBlocked, type Blocked } from './checkBlocked.ts';
import type {
  AuditTrail,
  DualRumOptions,
  GuestVolumeAlarm,
  RoleReference,
  SignIn,
  Telemetry,
} from './DualRumOptions.ts';
import { isLiteral } from './isLiteral.ts';
import { knownKeys, matching, must } from './must.ts';
import { normalizeIssuer } from './normalizeIssuer.ts';

export interface NamedRole {
  name: string;
  arn: string;
}

/** How signed-in users get their role: from a pool made here, or from one that exists. */
export type Identity =
  | { kind: 'new'; userPool: SignIn['userPool']; oidc: SignIn['oidc'] }
  | { kind: 'existing'; identityPoolId: string; guestRole: NamedRole | undefined; authenticatedRole: NamedRole };

/** How guests write. */
export type Guests = { kind: 'identity-pool' } | { kind: 'unsigned'; alias: string };

/** Checked options with every default filled in. */
export interface CheckedOptions {
  name: string;
  domains: string[];
  identity: Identity;
  guests: Guests;
  lockAuthenticated: boolean;
  cwLogs: boolean;
  customEvents: boolean;
  sampleRate: number;
  telemetries: Telemetry[];
  allowCookies: boolean;
  sourceMaps: string | undefined;
  xray: boolean;
  dashboard: boolean;
  guestVolumeAlarm: GuestVolumeAlarm | undefined;
  blocked: Blocked[];
  auditTrail: Required<AuditTrail> | undefined;
}

const TELEMETRIES: readonly Telemetry[] = ['errors', 'performance', 'http'];
const KEYS: readonly (keyof DualRumOptions)[] = [
  'name',
  'domains',
  'signIn',
  'existing',
  'guests',
  'alias',
  'lockAuthenticated',
  'cwLogs',
  'customEvents',
  'sampleRate',
  'telemetries',
  'allowCookies',
  'sourceMaps',
  'xray',
  'dashboard',
  'guestVolumeAlarm',
  'blocked',
  'auditTrail',
];

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix, for what AWS would refuse, and for what it would take but not do.
 */
export function checkOptions(options: DualRumOptions): CheckedOptions {
  knownKeys(options, 'options', KEYS);
  const { name, guests = 'identity-pool', sampleRate = 1, telemetries = [...TELEMETRIES] } = options;
  // The name goes into the ARNs that isolate the app monitors, so it may have no wildcard and must be known now.
  matching(
    name,
    'name',
    /^[A-Za-z0-9._-]{1,128}$/,
    'letters, digits and . _ -, at most 128, known when it is synthesized',
    'known',
  );
  must(guests === 'identity-pool' || guests === 'unsigned', 'guests', guests, "'identity-pool' or 'unsigned'");
  must(
    typeof sampleRate === 'number' && sampleRate >= 0 && sampleRate <= 1,
    'sampleRate',
    sampleRate,
    'a share from 0 to 1: 0.25 records every fourth session',
  );
  must(
    Array.isArray(telemetries) &&
      telemetries.every((each, i) => TELEMETRIES.includes(each) && telemetries.indexOf(each) === i),
    'telemetries',
    telemetries,
    `a list with any of ${TELEMETRIES.join(', ')}, each once`,
  );
  if (options.sourceMaps !== undefined && isLiteral(options.sourceMaps)) {
    matching(
      options.sourceMaps,
      'sourceMaps',
      /^s3:\/\/[a-z0-9][-.a-z0-9]{1,62}(\/[-!_*'().\w]+)*\/?$/,
      "'s3://bucket/folder'",
    );
  }
  return {
    name,
    domains: checkDomains(options.domains),
    identity: checkIdentity(options, guests),
    guests: checkGuests(options, guests),
    lockAuthenticated: flag(options, 'lockAuthenticated', false),
    cwLogs: flag(options, 'cwLogs', false),
    customEvents: flag(options, 'customEvents', true),
    sampleRate,
    telemetries,
    allowCookies: flag(options, 'allowCookies', true),
    sourceMaps: options.sourceMaps,
    xray: flag(options, 'xray', false),
    dashboard: flag(options, 'dashboard', false),
    guestVolumeAlarm: checkAlarm(options.guestVolumeAlarm),
    blocked: checkBlocked(options),
    auditTrail: checkAuditTrail(options),
  };
}

function checkDomains(domains: unknown): string[] {
  must(
    Array.isArray(domains) && domains.length >= 1 && domains.length <= 5,
    'domains',
    domains,
    "a list of one to five hosts: ['shop.example.com']",
  );
  return domains.map((domain: unknown, i) => {
    const option = `domains[${i}]`;
    must(typeof domain === 'string' && domain !== '', option, domain, "a host: 'shop.example.com'");
    if (!isLiteral(domain)) return domain;
    const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(domain)?.[1] ?? domain.split(/[/:?#]/)[0]!;
    if (host !== domain) throw new OptionError(option, `"${domain}" is more than a host; write '${host}'`);
    const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
    matching(
      domain,
      option,
      new RegExp(`^(localhost|(\\d{1,3}\\.){3}\\d{1,3}|(\\*\\.)?(${label}\\.)+(${label}|\\*))$`, 'i'),
      "a host, or '*.example.com' for all below one",
    );
    return domain;
  });
}

function checkIdentity(options: DualRumOptions, guests: DualRumOptions['guests']): Identity {
  const { signIn, existing } = options;
  if ((signIn === undefined) === (existing === undefined)) {
    throw new OptionError(
      'signIn',
      signIn === undefined
        ? 'missing; say who signs users in, { userPool } or { oidc } or both, or give existing: { identityPoolId, guestRole, authenticatedRole }'
        : 'given together with existing; give signIn for a new identity pool, or existing for one that is there',
    );
  }
  if (existing) return checkExisting(existing, guests);
  knownKeys(signIn, 'signIn', ['userPool', 'oidc']);
  const { userPool, oidc } = signIn!;
  if (!userPool && !oidc) throw new OptionError('signIn', 'empty; give userPool, oidc or both');
  if (userPool) {
    knownKeys(userPool, 'signIn.userPool', ['userPoolId', 'clientIds']);
    matching(
      userPool.userPoolId,
      'signIn.userPool.userPoolId',
      /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]{1,55}$/,
      "like 'eu-west-1_AbCdEfGhI'",
    );
    checkIds(userPool.clientIds, 'signIn.userPool.clientIds');
  }
  if (oidc) {
    knownKeys(oidc, 'signIn.oidc', ['issuer', 'clientIds', 'providerArn']);
    checkIds(oidc.clientIds, 'signIn.oidc.clientIds');
    const { providerArn } = oidc;
    if (providerArn !== undefined) {
      matching(
        providerArn,
        'signIn.oidc.providerArn',
        /^arn:[\w-]+:iam::\d{12}:oidc-provider\/.+$/,
        "'arn:aws:iam::<account>:oidc-provider/<issuer>'",
      );
    }
  }
  return {
    kind: 'new',
    userPool,
    oidc: oidc && { ...oidc, issuer: normalizeIssuer(oidc.issuer, 'signIn.oidc.issuer') },
  };
}

function checkExisting(existing: NonNullable<DualRumOptions['existing']>, guests: DualRumOptions['guests']): Identity {
  knownKeys(existing, 'existing', ['identityPoolId', 'guestRole', 'authenticatedRole']);
  const { identityPoolId, guestRole, authenticatedRole } = existing;
  matching(identityPoolId, 'existing.identityPoolId', /^[\w-]+:[0-9a-f-]{36}$/, "'<region>:<uuid>'");
  if (guests === 'unsigned' && guestRole !== undefined) {
    throw new OptionError(
      'existing.guestRole',
      "given, but with guests: 'unsigned' guests need no role; leave it out, or use guests: 'identity-pool'",
    );
  }
  const authenticated = roleOf(authenticatedRole, 'existing.authenticatedRole');
  const guest = guests === 'unsigned' ? undefined : roleOf(guestRole, 'existing.guestRole');
  if (guest && (guest.arn === authenticated.arn || guest.name === authenticated.name)) {
    throw new OptionError(
      'existing.guestRole',
      'the same as existing.authenticatedRole, so guests could write as signed-in users; give each kind of user its own role',
    );
  }
  return { kind: 'existing', identityPoolId, guestRole: guest, authenticatedRole: authenticated };
}

function roleOf(role: RoleReference | undefined, option: string): NamedRole {
  const form = "the role's ARN, 'arn:aws:iam::<account>:role/<name>', or { roleArn, roleName }";
  const arnForm = /^arn:[\w-]+:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
  if (typeof role === 'object' && typeof role.roleArn === 'string' && typeof role.roleName === 'string') {
    matching(role.roleArn, `${option}.roleArn`, arnForm, form);
    matching(role.roleName, `${option}.roleName`, /^[\w+=,.@-]{1,64}$/, 'the name of a role, without its path');
    if (isLiteral(role.roleArn) && isLiteral(role.roleName) && !role.roleArn.endsWith(`/${role.roleName}`)) {
      throw new OptionError(
        option,
        `roleName "${role.roleName}" and roleArn "${role.roleArn}" are of two roles; give those of one`,
      );
    }
    return { name: role.roleName, arn: role.roleArn };
  }
  must(typeof role === 'string' && isLiteral(role), option, role, form);
  matching(role, option, arnForm, form);
  return { name: role.slice(role.lastIndexOf('/') + 1), arn: role };
}

function checkGuests({ alias, name }: DualRumOptions, guests: DualRumOptions['guests']): Guests {
  if (guests !== 'unsigned') {
    if (alias === undefined) return { kind: 'identity-pool' };
    throw new OptionError('alias', "given, but only unsigned guests have one; leave it out, or set guests: 'unsigned'");
  }
  const chosen = alias ?? name;
  matching(chosen, 'alias', /^[A-Za-z0-9._-]{1,255}$/, 'letters, digits and . _ -', 'known');
  return { kind: 'unsigned', alias: chosen };
}

function checkAlarm(alarm: GuestVolumeAlarm | undefined): GuestVolumeAlarm | undefined {
  if (alarm === undefined) return undefined;
  knownKeys(alarm, 'guestVolumeAlarm', ['eventsPerHour', 'topicArn']);
  const { eventsPerHour, topicArn } = alarm;
  must(
    typeof eventsPerHour === 'number' && Number.isFinite(eventsPerHour) && eventsPerHour > 0,
    'guestVolumeAlarm.eventsPerHour',
    eventsPerHour,
    'a number above 0',
  );
  if (topicArn !== undefined) {
    matching(
      topicArn,
      'guestVolumeAlarm.topicArn',
      /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/,
      'the ARN of an SNS topic',
    );
  }
  return alarm;
}

function checkIds(ids: unknown, option: string): void {
  must(
    Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string' && /^\S+$/.test(id)),
    option,
    ids,
    'a list with at least one client id: without it any application of the issuer would be let in',
  );
}

function flag(
  options: DualRumOptions,
  option: 'lockAuthenticated' | 'cwLogs' | 'customEvents' | 'allowCookies' | 'xray' | 'dashboard',
  fallback: boolean,
): boolean {
  const value: unknown = options[option] ?? fallback;
  must(typeof value === 'boolean', option, value, 'true or false');
  return value;
}
