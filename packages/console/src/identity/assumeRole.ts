import { AwsError } from '../errors/AwsError.ts';
import { evaluatePolicy } from '../iam/evaluatePolicy.ts';
import type { IdentityPool, Role } from '../settings/Settings.ts';
import type { Identity } from './Identity.ts';

/** The role of the pool for an identity. Throws when there is none, or its trust policy does not let the identity in. */
export function assumeRole(pool: IdentityPool, identity: Identity, amr: string[]): Role {
  const authenticated = identity.logins.size > 0;
  const role = authenticated ? pool.authenticatedRole : pool.unauthenticatedRole;
  const kind = authenticated ? 'authenticated' : 'unauthenticated';
  if (!role) throw misconfigured(`The pool has no ${kind} role.`);
  const verdict = evaluatePolicy(role.trustPolicy, {
    principal: { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
    action: 'sts:AssumeRoleWithWebIdentity',
    context: {
      'cognito-identity.amazonaws.com:aud': pool.id,
      'cognito-identity.amazonaws.com:amr': amr,
      'cognito-identity.amazonaws.com:sub': identity.id,
    },
  });
  if (verdict !== 'allow') {
    throw misconfigured(
      `The trust policy of role ${role.name} does not allow sts:AssumeRoleWithWebIdentity for cognito-identity.amazonaws.com:aud = ${pool.id}, amr = ${amr.join(', ')}.`,
    );
  }
  return role;
}

const misconfigured = (hint: string): AwsError =>
  new AwsError(
    400,
    'InvalidIdentityPoolConfigurationException',
    `Invalid identity pool configuration. Check assigned IAM roles for this pool. ${hint}`,
  );
