import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import { aliasesOf } from '../iam/aliasesOf.ts';
import { mayPutRumEvents } from '../iam/mayPutRumEvents.ts';
import type { MonitorState } from '../options/ConsoleOptions.ts';
import type { IdentityPool, Role } from './Settings.ts';

/** Reads off the policies who may write to an app monitor. One that guests may write to is `guest`, whoever else may. */
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
