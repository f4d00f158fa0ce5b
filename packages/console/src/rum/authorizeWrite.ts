import { accessDenied } from '../errors/AwsError.ts';
import { mayPutRumEvents } from '../iam/mayPutRumEvents.ts';
import type { Federation } from '../credentials/Federation.ts';
import type { Monitor, Role } from '../settings/Settings.ts';

interface Write {
  monitor: Monitor;
  account: string;
  /** Undefined for an unsigned request. */
  role: Role | undefined;
  federation: Federation | undefined;
  alias: string | undefined;
  sourceIp: string;
}

/** Throws `AccessDeniedException`, in the words of AWS and with the cause, unless the policies allow this write. */
export function authorizeWrite(write: Write): void {
  const verdict = mayPutRumEvents(write);
  if (verdict === 'allow') return;
  const { monitor, role, alias } = write;
  const action = `rum:PutRumEvents on resource: ${monitor.arn}`;
  const denied = 'with an explicit deny in a policy';
  if (role) {
    const session = `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/CognitoIdentityCredentials`;
    const why =
      verdict === 'deny' ? denied : `because no policy of the role ${role.name} or of the app monitor allows it`;
    throw accessDenied(`User: ${session} is not authorized to perform: ${action} ${why}.`);
  }
  const which = alias === undefined ? 'without an Alias' : `with Alias "${alias}"`;
  const why = verdict === 'deny' ? denied : 'because its resource policy does not allow them';
  throw accessDenied(
    `The request is not signed, and unsigned requests ${which} are not authorized to perform: ${action} ${why}. ` +
      'Sign with credentials, or allow Principal "*" in the resource policy and send the alias it asks for.',
  );
}
