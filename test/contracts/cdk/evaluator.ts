import fc from 'fast-check';
import { expect } from 'vitest';
import { isAllowed, type PolicyDocument, type PolicyStatement } from '@dual-rum/console/testing';
import { account, monitorArn, region } from './deployment.ts';
import { decide } from './simulate.ts';

const roles = ['ShopGuests', 'ShopUsers', 'Admin'].map((name) => `arn:aws:iam::${account}:role/${name}`);
const names = ['Shop_Unauthenticated', 'Shop_Authenticated', 'Shop', 'Shop_Authenticated2'];
const resources = [
  ...names.map(monitorArn),
  ...['*', 'Shop_*', 'Shop_?uthenticated', 'shop_authenticated'].map(monitorArn),
  `arn:aws:rum:*:${account}:appmonitor/Shop`,
  `arn:aws:rum:eu-west-1:${account}:appmonitor/Shop_Authenticated`,
  `arn:aws:rum:${region}:999999999999:appmonitor/Shop_Authenticated`,
  '*',
];
const actions = ['rum:PutRumEvents', 'rum:Put*', 'rum:*', '*', 'RUM:putrumevents', 'rum:GetAppMonitor', 's3:*'];
const aliases = ['my-shop', 'other', 'MY-SHOP'];

const subs = ['us-east-1:a', 'us-east-1:ab', 'US-EAST-1:A'];
const logins = ['authenticated', 'idp', 'idp:OIDC:a', 'idp:OIDC:ab', 'other:OIDC:a'];

const some = <T>(values: readonly T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));
const operators = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'];
const condition = fc.oneof(
  fc.tuple(
    fc.constantFrom(...operators, ...operators.map((operator) => `${operator}IfExists`)),
    fc.constant('rum:alias'),
    some([...aliases, 'my-*', '*']),
  ),
  fc.tuple(
    fc.constantFrom('ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringEquals', 'StringNotEquals'),
    fc.constant('aws:PrincipalArn'),
    some([...roles, `arn:aws:iam::${account}:role/Shop*`]),
  ),
  fc.tuple(
    fc.constantFrom(...operators, ...operators.map((operator) => `${operator}IfExists`)),
    fc.constant('cognito-identity.amazonaws.com:sub'),
    some([...subs, 'us-east-1:a*']),
  ),
  fc.tuple(
    fc.constantFrom(...['ForAnyValue', 'ForAllValues'].flatMap((set) => operators.map((each) => `${set}:${each}`))),
    fc.constant('cognito-identity.amazonaws.com:amr'),
    some([...logins, 'idp:OIDC:a*']),
  ),
  fc.tuple(fc.constant('Null'), fc.constantFrom('rum:alias', 'aws:PrincipalArn'), fc.constantFrom('true', 'false')),
);
const conditions = fc.option(
  condition.map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
  { nil: undefined },
);

function statements(principal: fc.Arbitrary<PolicyStatement['Principal']>): fc.Arbitrary<PolicyDocument> {
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(actions)),
      resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(resources)),
      Principal: principal,
      Condition: conditions,
    })
    .map(({ Effect, action, resource, Principal, Condition }) => ({
      Effect,
      [action[0]]: action[1],
      [resource[0]]: resource[1],
      ...(Principal !== undefined && { Principal }),
      ...(Condition && { Condition }),
    }));
  return fc.array(statement, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Version: '2012-10-17', Statement }));
}

const attempt = fc.record({
  roleArn: fc.option(fc.constantFrom(...roles), { nil: undefined }),
  identity: fc.array(statements(fc.constant(undefined)), { maxLength: 2 }),
  resourcePolicy: fc.option(
    statements(
      fc.oneof(
        fc.constant('*' as const),
        some([...roles, '*']).map((AWS) => ({ AWS })),
      ),
    ),
    { nil: undefined },
  ),
  resource: fc.constantFrom(...names.map(monitorArn)),
  alias: fc.option(fc.constantFrom(...aliases), { nil: undefined }),
  federation: fc.option(
    fc.record({ sub: fc.constantFrom(...subs), amr: fc.uniqueArray(fc.constantFrom(...logins), { minLength: 1 }) }),
    { nil: undefined },
  ),
});

/** Holds the console's decisions against those of iam-simulate, on so many random policies and requests. */
export async function decidesAsIamSimulate(runs: number): Promise<void> {
  const verdicts = { allow: 0, deny: 0, none: 0 };
  await fc.assert(
    fc.asyncProperty(attempt, async ({ roleArn, identity, resourcePolicy, resource, alias, federation }) => {
      const identityPolicies = roleArn === undefined ? [] : identity;
      const context = {
        ...(alias !== undefined && { 'rum:alias': alias }),
        ...(federation && {
          'cognito-identity.amazonaws.com:sub': federation.sub,
          'cognito-identity.amazonaws.com:amr': federation.amr,
        }),
      };
      const action = 'rum:PutRumEvents';
      const theirs = await decide({
        ...(roleArn !== undefined && { roleArn }),
        identityPolicies: identityPolicies as unknown as Record<string, unknown>[],
        resourcePolicy: resourcePolicy as unknown as Record<string, unknown> | undefined,
        action,
        resource,
        context,
      });
      const ours = isAllowed([...identityPolicies, ...(resourcePolicy ? [resourcePolicy] : [])], {
        principal: roleArn === undefined ? { kind: 'anonymous' } : { kind: 'role', arn: roleArn, account },
        action,
        resource,
        context: { ...context, ...(roleArn !== undefined && { 'aws:PrincipalArn': roleArn }) },
      });
      verdicts[ours]++;
      expect(ours).toBe(theirs);
    }),
    { numRuns: runs, seed: 20_261_121 },
  );
  // Each verdict often enough for the agreement to mean something.
  expect(Math.min(...Object.values(verdicts))).toBeGreaterThan(runs / 10);
}
