import { describe, expect, it } from 'vitest';
import { aliasesOf } from './aliasesOf.ts';
import { appMonitorArn } from './appMonitorArn.ts';
import { isAllowed } from './isAllowed.ts';
import { mayPutRumEvents } from './mayPutRumEvents.ts';
import type { PolicyDocument, PolicyStatement } from './PolicyDocument.ts';

const account = '123456789012';
const arn = appMonitorArn('us-east-1', account, 'Shop');
const policy = (...Statement: PolicyStatement[]): PolicyDocument => ({ Statement });
const put = (changes: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'rum:PutRumEvents',
  Resource: arn,
  ...changes,
});
const role = (...policies: PolicyDocument[]) => ({ arn: `arn:aws:iam::${account}:role/Guest`, policies });
const byAlias = put({ Principal: '*', Condition: { StringEquals: { 'rum:alias': ['shop', 'beta'] } } });
const verdict = (
  given: ReturnType<typeof role> | undefined,
  resourcePolicy?: PolicyDocument,
  more: { alias?: string; sourceIp?: string } = {},
) =>
  mayPutRumEvents({
    monitor: { arn, resourcePolicy },
    account,
    role: given,
    alias: more.alias,
    sourceIp: more.sourceIp ?? '127.0.0.1',
  });

describe('mayPutRumEvents', () => {
  it('allows what the role or the app monitor allows, and denies what either denies', () => {
    expect(verdict(role(policy(put({}))))).toBe('allow');
    expect(verdict(role(), policy(put({ Principal: '*' })))).toBe('allow');
    expect(verdict(role())).toBe('none');
    expect(verdict(role(policy(put({}))), policy(put({ Effect: 'Deny', Principal: '*' })))).toBe('deny');
  });

  it('lets an unsigned request in only by resource policy and alias', () => {
    expect(verdict(undefined, policy(byAlias), { alias: 'beta' })).toBe('allow');
    expect(verdict(undefined, policy(byAlias), { alias: 'other' })).toBe('none');
    expect(verdict(undefined, policy(byAlias))).toBe('none');
    expect(verdict(undefined)).toBe('none');
  });

  it('knows who asks and from where', () => {
    const lock = (name: string) =>
      policy(
        put({
          Effect: 'Deny',
          Principal: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}` } },
        }),
      );
    expect(verdict(role(policy(put({}))), lock('Guest'))).toBe('allow');
    expect(verdict(role(policy(put({}))), lock('Users'))).toBe('deny');
    const network = policy(put({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }));
    expect(verdict(role(), network, { sourceIp: '::ffff:10.1.2.3' })).toBe('allow');
    expect(verdict(role(), network)).toBe('none');
  });
});

it('isAllowed is allowed by any policy, and denied by any', () => {
  const request = { principal: { kind: 'anonymous' }, action: 'rum:PutRumEvents', resource: arn, context: {} } as const;
  const [yes, no] = [policy(put({})), policy(put({ Effect: 'Deny' }))];
  expect(isAllowed([], request)).toBe('none');
  expect(isAllowed([policy(), yes], request)).toBe('allow');
  expect(isAllowed([yes, no], request)).toBe('deny');
});

it('aliasesOf gives every alias of a policy, and none', () => {
  expect(aliasesOf(undefined)).toEqual([undefined]);
  expect(aliasesOf(policy(put({}), byAlias))).toEqual([undefined, 'shop', 'beta']);
  expect(aliasesOf(policy(put({ Condition: { StringLike: { 'RUM:Alias': 's*' } } })))).toEqual([undefined, 's*']);
});
