import { OptionError } from '../OptionError.ts';
import type { DualRumOptions, ExistingRoles, SignIn, Telemetry } from '../options/DualRumOptions.ts';
import type { Flags } from './parseFlags.ts';

/** The construct's options from a file and from flags. `checkOptions` finds what is missing or wrong in them. */
export function optionsOf(flags: Flags, readFile: (path: string) => string): DualRumOptions {
  return {
    ...(flags.options === undefined ? {} : readOptions(flags.options, readFile)),
    ...fromFlags(flags),
  } as DualRumOptions;
}

function readOptions(path: string, readFile: (path: string) => string): object {
  try {
    return JSON.parse(readFile(path)) as object;
  } catch (cause) {
    throw new OptionError('--options', `cannot read ${path} as JSON: ${(cause as Error).message}`, { cause });
  }
}

function fromFlags(flags: Flags): Partial<DualRumOptions> {
  const signIn = signInOf(flags);
  const existing = existingOf(flags);
  const eventsPerHour = flags['alarm-above'];
  const topicArn = flags['alarm-topic'];
  if (topicArn !== undefined && eventsPerHour === undefined) {
    throw new OptionError(
      '--alarm-topic',
      'given without --alarm-above; give the events an hour above which it goes off',
    );
  }
  return given({
    name: flags.name,
    domains: flags.domain,
    signIn,
    existing,
    guests: flags.unsigned ? ('unsigned' as const) : undefined,
    alias: flags.alias,
    lockAuthenticated: flags.lock,
    cwLogs: flags['cw-logs'],
    customEvents: flags['no-custom-events'] && false,
    sampleRate: flags['sample-rate'] === undefined ? undefined : Number(flags['sample-rate']),
    telemetries: flags.telemetries?.split(',') as Telemetry[] | undefined,
    allowCookies: flags['no-cookies'] && false,
    xray: flags.xray,
    sourceMaps: flags['source-maps'],
    dashboard: flags.dashboard,
    blocked: flags.blocked,
    auditTrail: auditTrailOf(flags),
    guestVolumeAlarm:
      eventsPerHour === undefined ? undefined : given({ eventsPerHour: Number(eventsPerHour), topicArn }),
  });
}

function auditTrailOf(flags: Flags): DualRumOptions['auditTrail'] {
  const days = flags['audit-days'];
  const trail = given({
    guests: flags['audit-guests'],
    keepDays: days === undefined ? undefined : Number(days),
    database: flags['audit-database'],
  });
  if (flags['audit-trail']) return trail;
  const [option] = Object.keys(flags).filter((flag) => flag.startsWith('audit-'));
  if (option === undefined) return undefined;
  throw new OptionError(`--${option}`, 'given without --audit-trail; give both');
}

function signInOf(flags: Flags): SignIn | undefined {
  const userPoolId = flags['user-pool-id'];
  const { issuer } = flags;
  const needs = (flag: string, value: unknown, other: string): void => {
    if (value !== undefined) throw new OptionError(flag, `given without ${other}; give both`);
  };
  if (userPoolId === undefined) needs('--user-pool-client-id', flags['user-pool-client-id'], '--user-pool-id');
  if (issuer === undefined) {
    needs('--client-id', flags['client-id'], '--issuer');
    needs('--provider-arn', flags['provider-arn'], '--issuer');
  }
  if (userPoolId === undefined && issuer === undefined) return undefined;
  return given({
    userPool: userPoolId === undefined ? undefined : { userPoolId, clientIds: flags['user-pool-client-id'] ?? [] },
    oidc:
      issuer === undefined
        ? undefined
        : given({ issuer, clientIds: flags['client-id'] ?? [], providerArn: flags['provider-arn'] }),
  });
}

function existingOf(flags: Flags): ExistingRoles | undefined {
  const parts = {
    identityPoolId: flags['existing-identity-pool-id'],
    guestRole: flags['guest-role-arn'],
    authenticatedRole: flags['authenticated-role-arn'],
  };
  if (Object.values(parts).every((part) => part === undefined)) return undefined;
  return given(parts) as ExistingRoles;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> } & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
};

/** Leaves out the fields that are undefined. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
