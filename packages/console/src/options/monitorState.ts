import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import { aliasesOf } from '../rum/aliasesOf.ts';
import { mayPutRumEvents } from '../rum/mayPutRumEvents.ts';
import type { MonitorState } from './ConsoleOptions.ts';
import type { IdentityPool, Role } from './Settings.ts';

/** Read off the policies: a monitor that guests can write to proves nothing about who wrote, whoever else may. */
export function monitorState(
  monitor: { arn: string; resourcePolicy: PolicyDocument | undefined },
  pools: IdentityPool[],
  account: string,
): MonitorState {
  const mayWrite = (role: Role | undefined): boolean =>
    aliasesOf(monitor.resourcePolicy).some(
      (alias) => mayPutRumEvents({ monitor, account, role, alias, sourceIp: '127.0.0.1' }) === 'allow',
    );
  const guestRoles = pools.filter((pool) => pool.allowUnauthenticated).map((pool) => pool.unauthenticatedRole);
  if (mayWrite(undefined) || guestRoles.some((role) => role && mayWrite(role))) return 'guest';
  return pools.some(({ authenticatedRole }) => authenticatedRole && mayWrite(authenticatedRole))
    ? 'authenticated'
    : 'other';
}
