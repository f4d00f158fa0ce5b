import { describe, expect, it } from 'vitest';
import { createAttributes } from './createAttributes.ts';
import { createEvaluate, noValue } from './createEvaluate.ts';
import { parameterValues } from './parameterValues.ts';

const refs: Record<string, unknown> = { Name: 'Shop', List: ['a', 'b'], 'AWS::NoValue': noValue };
const { value, truth } = createEvaluate({
  ref: (name) => refs[name],
  attribute: (logicalId, attribute) => `<${logicalId}.${attribute}>`,
  condition: (name) => name === 'Yes',
});

describe('an intrinsic function', () => {
  it.each<[unknown, unknown]>([
    [{ Ref: 'Name' }, 'Shop'],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, '<Role.Arn>'],
    [{ 'Fn::GetAtt': 'Role.Nested.Arn' }, '<Role.Nested.Arn>'],
    [{ 'Fn::Sub': '${Name} ${Role.Arn} ${!Literal}' }, 'Shop <Role.Arn> ${Literal}'],
    [{ 'Fn::Sub': ['${Own}-${Name}', { Own: { Ref: 'Name' } }] }, 'Shop-Shop'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }]] }, 'a-Shop'],
    [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    [{ 'Fn::Base64': { Ref: 'Name' } }, 'U2hvcA=='],
    [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'x/y'] }] }, 'y'],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [{ 'Fn::If': ['No', 1, { Ref: 'Name' }] }, 'Shop'],
    [{ 'Fn::Equals': [1, '1'] }, true],
    [{ 'Fn::Contains': [['a', 'b'], 'b'] }, true],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
    [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['a', 'b'] }] }, false],
    [
      { a: [1, { Ref: 'AWS::NoValue' }], b: { Ref: 'AWS::NoValue' }, c: { Ref: 'Name' } },
      { a: [1], c: 'Shop' },
    ],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
    [
      { Ref: 'Name', more: 1 },
      { Ref: 'Name', more: 1 },
    ],
    [{ constructor: 1 }, { constructor: 1 }],
  ])('%j', (given, expected) => {
    expect(value(given)).toEqual(expected);
  });

  it('that is not known, or gives the wrong kind of value, is refused', () => {
    expect(() => value({ 'Fn::FindInMap': ['a', 'b', 'c'] })).toThrow('is not evaluated here');
    expect(() => value({ 'Fn::Join': [',', 'text'] })).toThrow('is not evaluated here');
    expect(() => truth({ Ref: 'Name' })).toThrow('is not evaluated here');
  });
});

it('an attribute is as a deployment would give it, and stays the same', () => {
  let made = 0;
  const attribute = createAttributes({
    resources: {
      Guests: { Type: 'AWS::RUM::AppMonitor', Properties: { Name: { Ref: 'Name' } } },
      Pool: { Type: 'AWS::Cognito::IdentityPool' },
      Role: { Type: 'AWS::IAM::Role' },
      Idp: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://id.example.com' } },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
    region: 'eu-west-1',
    account: '123456789012',
    uuid: () => `uuid-${++made}`,
    evaluate: value,
  });
  expect(attribute('Guests', 'Ref')).toBe('Shop');
  expect(attribute('Guests', 'Id')).toBe('uuid-1');
  expect(attribute('Pool', 'Ref')).toBe('eu-west-1:uuid-2');
  expect(attribute('Guests', 'Id')).toBe('uuid-1');
  expect(attribute('Role', 'Arn')).toBe('arn:aws:iam::123456789012:role/Role');
  expect(attribute('Idp', 'Arn')).toBe('arn:aws:iam::123456789012:oidc-provider/id.example.com');
  expect(attribute('Bucket', 'DomainName')).toBe('Bucket.DomainName');
  expect(() => attribute('Nothing', 'Ref')).toThrow('refers to "Nothing"');
});

it('a parameter has the value given, else its default, and lists are split', () => {
  const Parameters = { A: { Default: 'x' }, B: { Type: 'CommaDelimitedList', Default: 'a, b' }, C: { Default: 'x' } };
  expect(parameterValues({ Parameters, Resources: {} }, { C: 'y' })).toEqual({ A: 'x', B: ['a', 'b'], C: 'y' });
});
