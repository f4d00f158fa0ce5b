import { denial } from './denials.ts';
import { INLINE_LIMIT, policySize } from './policySize.ts';
import { OptionError } from '../OptionError.ts';
import type { Blocked } from '../options/checkBlocked.ts';
import type { CheckedOptions } from '../options/checkOptions.ts';
import { fillPseudo } from './fillPseudo.ts';
import { append, type Json } from './intrinsics.ts';
import { monitorArn, putRumEvents } from './policies.ts';
import { oidcProviderArn, providerName } from './providers.ts';

/** The name of the inline policy that the option `blocked` makes. The command's has another, so neither undoes the other. */
export const BLOCKED_POLICY_NAME = 'BlockedUsers';

/**
 * Denies the blocked users the signed-in app monitor. Undefined when nobody is blocked.
 * @throws OptionError when they are more than IAM takes
 */
export function blockedUsers(options: CheckedOptions): Json | undefined {
  const { blocked, name } = options;
  if (blocked.length === 0) return undefined;
  const room = INLINE_LIMIT - sizeOf(putRumEvents(name, 'authenticated'));
  const document = documentOf(options, blocked);
  if (sizeOf(document) <= room) return document;
  let fitting = blocked.length - 1;
  while (fitting > 0 && sizeOf(documentOf(options, blocked.slice(0, fitting))) > room) fitting--;
  throw new OptionError(
    'blocked',
    `${blocked.length} users given, of whom the first ${fitting} fit: all inline policies of an IAM role have ${INLINE_LIMIT} characters together; disable the others at the identity provider`,
  );
}

function documentOf(options: CheckedOptions, blocked: Blocked[]): Json {
  const identities = blocked.flatMap((user) => (user.by === 'identity' ? [user.value] : []));
  const logins = blocked.flatMap((user) => (user.by === 'identity' ? [] : [loginOf(options, user)]));
  const resource = monitorArn(options.name, 'authenticated');
  return {
    Version: '2012-10-17',
    Statement: [
      ...(identities.length > 0 ? [denial('BlockedIdentities', 'identity', identities, resource)] : []),
      ...(logins.length > 0 ? [denial('BlockedLogins', 'login', logins, resource)] : []),
    ],
  };
}

function loginOf({ identity }: CheckedOptions, user: Exclude<Blocked, { by: 'identity' }>): Json {
  if (user.by === 'login') return user.value;
  if (identity.kind === 'existing') throw new Error('a subject without a provider');
  const { userPool, oidc } = identity;
  if (user.at === 'userPool') return append(providerName(userPool!.userPoolId), `:CognitoSignIn:${user.subject}`);
  return append(oidcProviderArn(oidc!), `:OIDC:${user.subject}`);
}

/** In the partition and region whose names are longest. */
const sizeOf = (document: Json): number =>
  policySize(fillPseudo(document, { Partition: 'aws-us-gov', Region: 'ap-southeast-1', AccountId: '123456789012' }));
