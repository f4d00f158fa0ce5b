import { describe, expect, it } from 'vitest';
import { evaluateCondition } from './evaluateCondition.ts';
import { evaluatePolicy, type AccessRequest } from './evaluatePolicy.ts';
import { matchesWildcard } from './matchesWildcard.ts';
import type { PolicyStatement } from './PolicyDocument.ts';

const account = '123456789012';
const arn = `arn:aws:iam::${account}:role/Guest`;
const shop = `arn:aws:rum:us-east-1:${account}:appmonitor/Shop`;
const request: AccessRequest = {
  principal: { kind: 'role', arn, account },
  action: 'rum:PutRumEvents',
  resource: shop,
  context: { 'aws:PrincipalArn': arn, 'rum:alias': 'shop' },
};
const verdict = (statements: PolicyStatement[], changes: Partial<AccessRequest> = {}) =>
  evaluatePolicy({ Statement: statements }, { ...request, ...changes });
const allow = (rest: Partial<PolicyStatement>): PolicyStatement[] => [
  { Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: shop, ...rest },
];

describe('a policy', () => {
  it.each<[string, PolicyStatement[], string]>([
    ['allows the action on the resource', allow({}), 'allow'],
    ['reads actions without case', allow({ Action: 'RUM:putrumevents' }), 'allow'],
    ['reads resources with case', allow({ Resource: shop.toLowerCase() }), 'none'],
    ['takes * in actions', allow({ Action: ['s3:*', 'rum:Put*'] }), 'allow'],
    ['takes * and ? in resources', allow({ Resource: 'arn:aws:rum:*:*:appmonitor/Sho?' }), 'allow'],
    ['does not allow another action', allow({ Action: 'rum:GetAppMonitor' }), 'none'],
    ['does not allow a resource it is only the start of', allow({ Resource: shop.slice(0, -1) }), 'none'],
    ['takes a dot literally', allow({ Resource: shop.replace('/', '.') }), 'none'],
    ['denies above all', [...allow({}), { Effect: 'Deny', Action: '*', Resource: '*' }, ...allow({})], 'deny'],
    ['denies only what it names', [...allow({}), { Effect: 'Deny', Action: '*', Resource: `${shop}2` }], 'allow'],
    ['knows NotAction', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], 'allow'],
    ['knows NotResource', [{ Effect: 'Deny', Action: '*', NotResource: shop }, ...allow({})], 'allow'],
    [
      'applies when its condition holds',
      allow({ Condition: { StringEquals: { 'RUM:Alias': ['a', 'shop'] } } }),
      'allow',
    ],
    ['does not when it does not', allow({ Condition: { StringEquals: { 'rum:alias': 'Shop' } } }), 'none'],
    ['names any principal', allow({ Principal: '*' }), 'allow'],
    ['names a role', allow({ Principal: { AWS: ['x', arn] } }), 'allow'],
    ['names another role', allow({ Principal: { AWS: `${arn}2` } }), 'none'],
    [
      'delegates to the account without allowing',
      allow({ Principal: { AWS: `arn:aws:iam::${account}:root` } }),
      'none',
    ],
    ['denies the whole account', [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: { AWS: account } }], 'deny'],
    [
      'names a federated provider, not a role',
      allow({ Principal: { Federated: 'cognito-identity.amazonaws.com' } }),
      'none',
    ],
  ])('%s', (_name, statements, expected) => {
    expect(verdict(statements)).toBe(expected);
  });

  it('lets nobody in as an account, but anybody as *', () => {
    const anonymous = { principal: { kind: 'anonymous' } } as const;
    expect(verdict(allow({ Principal: { AWS: account } }), anonymous)).toBe('none');
    expect(verdict(allow({ Principal: { AWS: '*' } }), anonymous)).toBe('allow');
  });
});

describe('a condition', () => {
  const context = { one: 'a', many: ['a', 'b'], ip: '10.0.3.7', role: arn, secure: 'false' };
  it.each<[string, PolicyStatement['Condition'], boolean]>([
    ['StringNotEquals', { StringNotEquals: { one: ['b', 'c'] } }, true],
    ['StringNotEquals against one of many', { StringNotEquals: { one: ['a', 'c'] } }, false],
    ['StringNotEquals without the key', { StringNotEquals: { none: 'a' } }, true],
    ['StringEquals without the key', { StringEquals: { none: 'a' } }, false],
    ['StringEqualsIfExists without the key', { StringEqualsIfExists: { none: 'a' } }, true],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { one: 'A' } }, true],
    ['StringLike', { StringLike: { one: '?' } }, true],
    ['StringLike, nothing there', { StringLike: { one: 'a?' } }, false],
    ['ForAnyValue:StringLike', { 'ForAnyValue:StringLike': { many: 'b*' } }, true],
    ['ForAnyValue:StringLike, none', { 'ForAnyValue:StringLike': { many: 'c' } }, false],
    ['ForAnyValue:StringNotEquals', { 'ForAnyValue:StringNotEquals': { many: 'a' } }, true],
    ['ForAnyValue without the key', { 'ForAnyValue:StringNotEquals': { none: 'a' } }, false],
    ['ForAllValues:StringEquals', { 'ForAllValues:StringEquals': { many: ['a', 'b', 'c'] } }, true],
    ['ForAllValues:StringEquals, one off', { 'ForAllValues:StringEquals': { many: ['a'] } }, false],
    ['ForAllValues without the key', { 'ForAllValues:StringEquals': { none: 'a' } }, true],
    ['ArnLike', { ArnLike: { role: 'arn:aws:iam::*:role/G*' } }, true],
    ['ArnNotEquals', { ArnNotEquals: { role: arn } }, false],
    ['Bool', { Bool: { secure: false } }, true],
    ['Null of a missing key', { Null: { none: 'true' } }, true],
    ['Null of a present key', { Null: { one: 'true' } }, false],
    ['IpAddress', { IpAddress: { ip: ['192.168.0.0/16', '10.0.0.0/22'] } }, true],
    ['IpAddress out of range', { IpAddress: { ip: '10.0.4.0/22' } }, false],
    ['NotIpAddress', { NotIpAddress: { ip: '10.0.3.7' } }, false],
    ['every operator', { StringEquals: { one: 'a' }, StringLike: { one: 'b' } }, false],
    ['every key', { StringEquals: { one: 'a', secure: 'true' } }, false],
    ['an operator nobody knows', { NumericLessThan: { one: 1 } }, false],
  ])('%s', (_name, condition, expected) => {
    expect(evaluateCondition(condition, context)).toBe(expected);
  });
});

it('wildcards match line breaks and nothing at all, and are quick on many stars', () => {
  expect(matchesWildcard('a*c', 'a\n\nc')).toBe(true);
  expect(matchesWildcard('a*c', 'ac')).toBe(true);
  expect(matchesWildcard('', 'a')).toBe(false);
});
