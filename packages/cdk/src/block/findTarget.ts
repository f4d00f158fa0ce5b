import { OptionError } from '../OptionError.ts';
import { statementsOf, type Document } from './blockPolicy.ts';

/**
 * The app monitor that a role may write to, by its own policies: the block is on that one.
 * @throws OptionError when it is not clear which, or is that of guests
 */
export function findMonitor(role: string, policies: ReadonlyMap<string, Document>): string {
  const arns = new Set(
    [...policies.values()]
      .flatMap(statementsOf)
      .filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes('rum:PutRumEvents'))
      .flatMap(({ Resource }) => [Resource].flat())
      .map(String),
  );
  const [arn] = arns;
  if (arn === undefined) {
    throw new OptionError(
      '--role',
      `role ${role} has no inline policy that allows rum:PutRumEvents; give the role of signed-in users, the output AuthenticatedRoleName of the stack`,
    );
  }
  if (arns.size > 1 || !/:appmonitor\/[\w.-]+$/.test(arn)) {
    throw new OptionError(
      '--role',
      `role ${role} may write to ${[...arns].join(', ')}; a block is about one app monitor: let the role write to that one alone`,
    );
  }
  if (arn.endsWith('_Unauthenticated')) {
    throw new OptionError(
      '--role',
      `role ${role} is that of guests, who are nobody in particular; give that of signed-in users`,
    );
  }
  return arn;
}

/** A role's name, given by name or ARN. */
export function roleNameOf(role: string): string {
  const name = /^arn:[\w-]+:iam::\d{12}:role\/(?:.+\/)?([\w+=,.@-]{1,64})$/.exec(role)?.[1] ?? role;
  if (/^[\w+=,.@-]{1,64}$/.test(name)) return name;
  throw new OptionError('--role', `"${role}" given; it must be the name or the ARN of a role`);
}
