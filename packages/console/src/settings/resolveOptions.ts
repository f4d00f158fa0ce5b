import { ConsoleError } from '../errors/ConsoleError.ts';
import { appMonitorArn } from '../iam/appMonitorArn.ts';
import { defaultAccount, defaultRegion } from '../options/defaults.ts';
import { checkOptions } from '../options/checkOptions.ts';
import type { AppMonitorOptions, ConsoleOptions, IdentityPoolOptions, RoleOptions } from '../options/ConsoleOptions.ts';
import { authenticatedRoleName, defaultRoles, guestRoleName } from './defaultRoles.ts';
import { monitorState } from './monitorState.ts';
import { templateOptions } from '../template/templateOptions.ts';
import type { IdentityPool, Monitor, Role, Settings } from './Settings.ts';

const defaultMonitors: AppMonitorOptions[] = [
  { name: 'DualRum_Unauthenticated', state: 'guest' },
  { name: 'DualRum_Authenticated', state: 'authenticated' },
];

/** Fills in the defaults and resolves names; throws `ConsoleError` naming the option. `uuid` makes the id of a name. */
export function resolveOptions(given: ConsoleOptions, uuid: (name: string) => string): Settings {
  checkOptions(given);
  const options = templateOptions(given, uuid);
  // The policies of a template get the same checks as those given as options.
  if (given.template !== undefined) checkOptions(options);
  const { region = defaultRegion, account = defaultAccount, appMonitors = defaultMonitors } = options;
  const issuerClientIds = options.issuerClientIds ?? ['dual-rum'];
  const poolOptions = poolsOf(options).map((pool, index) => ({
    ...pool,
    id: pool.id ?? `${region}:${uuid(`identity pool ${index}`)}`,
  }));
  const named = appMonitors.map((monitor) => ({
    ...monitor,
    id: monitor.id ?? uuid(`app monitor ${monitor.name}`),
    arn: appMonitorArn(region, account, monitor.name),
  }));
  unique(named, 'appMonitors', 'name');
  unique(named, 'appMonitors', 'id');
  unique(poolOptions, 'identityPools', 'id');

  const arnsOf = (state: string): string[] => named.filter((monitor) => monitor.state === state).map(({ arn }) => arn);
  const roleOptions =
    options.roles ??
    defaultRoles(
      poolOptions.map(({ id }) => id),
      { guest: arnsOf('guest'), authenticated: arnsOf('authenticated') },
    );
  unique(roleOptions, 'roles', 'name');
  const roles = roleOptions.map((role) => resolveRole(role, account));
  const pools = poolOptions.map((pool, index) => resolvePool(pool, `identityPools[${index}]`, roles, issuerClientIds));
  const monitors = named.map((monitor): Monitor => {
    const { id, name, arn, resourcePolicy } = monitor;
    return {
      id,
      name,
      arn,
      resourcePolicy,
      state: monitor.state ?? monitorState({ arn, resourcePolicy }, pools, account),
    };
  });
  requireStates(monitors);

  return {
    port: options.port ?? 0,
    region,
    account,
    monitors,
    roles,
    pools,
    credentialsSeconds: options.credentialsSeconds ?? 3600,
    issuerClientIds,
    maxEvents: options.maxEvents ?? 200_000,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    maxBatchEvents: options.maxBatchEvents ?? Infinity,
    strictCustomEvents: options.strictCustomEvents ?? false,
    identityEvents: options.identityEvents,
    trailGuests: options.trailGuests ?? false,
    data: options.data,
    maxDays: options.maxDays ?? 365,
    maxMegabytes: options.maxMegabytes ?? 2000,
    clock: options.clock ?? Date.now,
    log: options.log ?? (() => undefined),
  };
}

/** Roles name the pools they trust, so a made-up pool would be trusted by none of the roles given. */
function poolsOf(options: ConsoleOptions): IdentityPoolOptions[] {
  return options.identityPools ?? (options.roles ? [] : [{}]);
}

function resolveRole(role: RoleOptions, account: string): Role {
  const inline = new Map(role.policies.map(({ name, document }) => [name, document]));
  return {
    name: role.name,
    arn: `arn:aws:iam::${account}:role/${role.name}`,
    trustPolicy: role.trustPolicy,
    inline,
    get policies() {
      return [...inline.values()];
    },
  };
}

function resolvePool(
  pool: IdentityPoolOptions & { id: string },
  at: string,
  roles: Role[],
  clientIds: string[],
): IdentityPool {
  const find = (key: 'unauthenticatedRole' | 'authenticatedRole', fallback: string): Role | undefined => {
    const found = roles.find(({ name }) => name === (pool[key] ?? fallback));
    if (!found && pool[key] !== undefined) {
      const known = roles.map(({ name }) => name).join(', ') || 'none';
      throw new ConsoleError(`${at}.${key}`, `there is no role "${pool[key]}"; roles has ${known}.`);
    }
    return found;
  };
  return {
    id: pool.id,
    allowUnauthenticated: pool.allowUnauthenticated ?? true,
    unauthenticatedRole: find('unauthenticatedRole', guestRoleName),
    authenticatedRole: find('authenticatedRole', authenticatedRoleName),
    issuers: (pool.issuers ?? [{ issuer: 'development' }]).map((issuer) => ({
      issuer: issuer.issuer,
      clientIds: issuer.clientIds ?? clientIds,
      loginKey: issuer.loginKey,
      jwksUri: issuer.jwksUri,
    })),
  };
}

function unique<T>(items: T[], at: string, key: keyof T & string): void {
  items.forEach((item, index) => {
    const first = items.findIndex((other) => other[key] === item[key]);
    if (first !== index)
      throw new ConsoleError(`${at}[${index}].${key}`, `the same as ${at}[${first}].${key}; give each its own.`);
  });
}

function requireStates(monitors: Monitor[]): void {
  for (const state of ['guest', 'authenticated'] as const) {
    if (monitors.some((monitor) => monitor.state === state)) continue;
    const whom = state === 'guest' ? 'guests may write to' : 'signed-in users alone may write to';
    throw new ConsoleError(
      'appMonitors',
      `none is one that ${whom}, going by the policies of the pools' roles; correct the policies, or set state: '${state}' on the one meant.`,
    );
  }
}
