import type { Json } from './intrinsics.ts';

/** The condition under which credentials of an identity pool are a user's, for each way to name one. */
const CONDITIONS = {
  identity: ['StringEquals', 'cognito-identity.amazonaws.com:sub'],
  // amr has several values: the kind of identity, the provider, and the provider with the subject.
  login: ['ForAnyValue:StringEquals', 'cognito-identity.amazonaws.com:amr'],
} as const;

export type BlockedBy = keyof typeof CONDITIONS;

/** The operator and the key that compare users of one kind. */
export const conditionOf = (by: BlockedBy): readonly [operator: string, key: string] => CONDITIONS[by];

/** Denies these users one app monitor, and nobody else anything. */
export function denial(sid: string, by: BlockedBy, values: Json[], resource: Json): { [key: string]: Json } {
  const [operator, key] = CONDITIONS[by];
  return {
    Sid: sid,
    Effect: 'Deny',
    Action: 'rum:PutRumEvents',
    Resource: resource,
    Condition: { [operator]: { [key]: values } },
  };
}
