import { OptionError } from './OptionError.ts';
import { BLOCKED_POLICY_NAME, blockedUsers } from './model/blocked.ts';
import { fillPseudo } from './model/fillPseudo.ts';
import type { Json } from './model/intrinsics.ts';
import {
  allowUnsigned,
  denyOthers,
  monitorName,
  POLICY_NAME,
  putRumEvents,
  trust,
  type Kind,
} from './model/policies.ts';
import { checkOptions } from './options/checkOptions.ts';
import type { DualRumOptions } from './options/DualRumOptions.ts';

/** Where the policies are to be used. Those left out appear in the policies as `REGION`, `ACCOUNT_ID` and so on. */
export interface Place {
  region?: string;
  account?: string;
  /** `<region>:<uuid>`. Not needed with `existing`, which has it. */
  identityPoolId?: string;
}

/** One policy document, and where it belongs. */
export interface PlacedPolicy {
  /** In words: `Role of guests, trust policy`. */
  where: string;
  /** The name of an inline policy. */
  name?: string;
  document: Json;
}

/**
 * The policies alone, for those who set up roles by hand.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * for (const { where, document } of createPolicies(options, { region: 'eu-west-1', account: '123456789012' })) {
 *   console.log(where, JSON.stringify(document, null, 2));
 * }
 */
export function createPolicies(options: DualRumOptions, place: Place = {}): PlacedPolicy[] {
  const checked = checkOptions(options);
  const { name, identity, guests, lockAuthenticated } = checked;
  const denied = blockedUsers(checked);
  const { region = 'REGION', account = 'ACCOUNT_ID' } = place;
  if (place.account !== undefined && !/^\d{12}$/.test(account)) {
    throw new OptionError('account', `"${account}" given; it must be twelve digits`);
  }
  const pool = identity.kind === 'existing' ? identity.identityPoolId : (place.identityPoolId ?? 'IDENTITY_POOL_ID');
  const role =
    identity.kind === 'existing'
      ? identity.authenticatedRole.arn
      : `arn:aws:iam::${account}:role/NAME_OF_THE_SIGNED_IN_ROLE`;
  const fill = (value: Json): Json => fillPseudo(value, { Partition: 'aws', Region: region, AccountId: account });
  const ofRole = (kind: Kind): PlacedPolicy[] => {
    const whose = kind === 'guest' ? 'Role of guests' : 'Role of signed-in users';
    return [
      { where: `${whose}, trust policy`, document: fill(trust(pool, kind)) },
      { where: `${whose}, inline policy`, name: POLICY_NAME, document: fill(putRumEvents(name, kind)) },
    ];
  };
  const ofMonitor = (kind: Kind, document: Json): PlacedPolicy => ({
    where: `App monitor ${monitorName(name, kind)}, resource policy`,
    document: fill(document),
  });
  return [
    ...(guests.kind === 'unsigned' ? [ofMonitor('guest', allowUnsigned(name, guests.alias))] : ofRole('guest')),
    ...ofRole('authenticated'),
    ...(denied === undefined
      ? []
      : [{ where: 'Role of signed-in users, inline policy', name: BLOCKED_POLICY_NAME, document: fill(denied) }]),
    ...(lockAuthenticated ? [ofMonitor('authenticated', denyOthers(name, role))] : []),
  ];
}
