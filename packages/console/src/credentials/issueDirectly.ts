import { ConsoleError } from '../errors/ConsoleError.ts';
import type { Role, Settings } from '../settings/Settings.ts';
import { mayPutRumEvents } from '../iam/mayPutRumEvents.ts';
import type { CredentialStore } from './createCredentialStore.ts';
import type { CredentialRequest, DirectCredentials } from './DirectCredentials.ts';

/** Issues a role's credentials without an identity pool; throws `ConsoleError` when there is no such role. */
export function issueDirectly(
  request: CredentialRequest,
  settings: Settings,
  credentials: CredentialStore,
): DirectCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials.issue(
    'role' in request ? roleNamed(request.role, settings) : roleFor(request.monitor, settings),
    request.expiresInSeconds ?? settings.credentialsSeconds,
  );
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
}

function roleNamed(name: string, { roles }: Settings): Role {
  const role = roles.find((each) => each.name === name);
  if (!role) throw new ConsoleError('role', `there is no role "${name}"; this console has ${names(roles)}.`);
  return role;
}

function roleFor(idOrName: string, { monitors, roles, account }: Settings): Role {
  const monitor = monitors.find(({ id, name }) => id === idOrName || name === idOrName);
  if (!monitor)
    throw new ConsoleError('monitor', `there is no app monitor "${idOrName}"; this console has ${names(monitors)}.`);
  const role = roles.find(
    (each) => mayPutRumEvents({ monitor, account, role: each, alias: undefined, sourceIp: '127.0.0.1' }) === 'allow',
  );
  if (!role)
    throw new ConsoleError(
      'monitor',
      `no role may write to "${monitor.name}" with a signed request; correct the policies, or ask by role.`,
    );
  return role;
}

const names = (items: { name: string }[]): string => items.map(({ name }) => name).join(', ') || 'none';
