import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { resolveOptions } from '../settings/resolveOptions.ts';
import { evaluateTemplate } from './evaluateTemplate.ts';
import { parseTemplate, readTemplate } from './readTemplate.ts';

const folder = mkdtempSync(join(tmpdir(), 'dual-rum-template-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In every short form, with whatever CloudFormation knows and this package's templates use. */
const YAML = `
Parameters:
  Name: { Type: String, AllowedPattern: '[A-Z]\\w+', ConstraintDescription: a capital first }
  Open: { Type: String, Default: 'yes', AllowedValues: ['yes', 'no'] }
  Issuer: { Type: String, Default: 'https://id.example.com' }
Rules:
  Sane:
    RuleCondition: !Equals [!Ref Open, 'no']
    Assertions:
      - Assert: !Not [!Equals [!Ref Name, Open]]
        AssertDescription: A closed one is not called Open
Conditions:
  IsOpen: !Equals [!Ref Open, 'yes']
  IsShut: !Not [!Condition IsOpen]
Resources:
  Guests:
    Type: AWS::RUM::AppMonitor
    Properties: { Name: !Sub '\${Name}_Unauthenticated' }
  Users:
    Type: AWS::RUM::AppMonitor
    Properties:
      Name: !Join ['_', [!Ref Name, Authenticated]]
      ResourcePolicy: !If
        - IsShut
        - PolicyDocument: !Sub
            - '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"\${Role}"}}}]}'
            - Role: !GetAtt UserRole.Arn
        - !Ref AWS::NoValue
  Idp: { Type: AWS::IAM::OIDCProvider, Properties: { Url: !Ref Issuer, ClientIdList: [web] } }
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: true
      OpenIdConnectProviderARNs: [!GetAtt Idp.Arn]
      CognitoIdentityProviders:
        - { ClientId: a, ProviderName: cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x }
        - { ClientId: b, ProviderName: cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x }
  GuestRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: &trust
        Statement: { Effect: Allow, Principal: { Federated: cognito-identity.amazonaws.com }, Action: 'sts:*', Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool } } }
      Policies:
        - PolicyName: PutRumEvents
          PolicyDocument: { Statement: { Effect: Allow, Action: 'rum:PutRumEvents', Resource: !Sub 'arn:aws:rum:\${AWS::Region}:\${AWS::AccountId}:appmonitor/\${Guests}' } }
  UserRole:
    Type: AWS::IAM::Role
    Properties: { RoleName: Users, AssumeRolePolicyDocument: *trust }
  UserPolicy:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: !Ref UserRole
      PolicyName: PutRumEvents
      PolicyDocument: { Statement: { Effect: Allow, Action: 'rum:PutRumEvents', Resource: !Sub 'arn:aws:rum:\${AWS::Region}:\${AWS::AccountId}:appmonitor/\${Users}' } }
  Attachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties:
      IdentityPoolId: !Ref Pool
      Roles: { authenticated: !GetAtt UserRole.Arn, unauthenticated: !GetAtt GuestRole.Arn }
  Extra: { Type: AWS::S3::Bucket, Condition: IsShut }
Outputs:
  First: { Value: !Select [0, !Split ['-', !Ref AWS::Region]] }
  Escaped: { Value: !Sub 'a \${!Literal}' }
  Id: { Value: !GetAtt Users.Id }
`;
const file = join(folder, 'rum.yaml');
writeFileSync(file, YAML);
let count = 0;
const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
const resolve = (options: ConsoleOptions) => resolveOptions(options, uuid);
const name = { Name: 'Shop' };
const evaluate = (template: object, parameters: Record<string, string> = {}) =>
  evaluateTemplate(readTemplate(template), { region: 'eu-west-1', account: '123456789012', parameters, uuid });

describe('the option template', () => {
  it('gives app monitors, roles and pools as they would be deployed', () => {
    const { monitors, roles, pools } = resolve({ template: file, templateParameters: name, region: 'eu-west-1' });
    expect(monitors.map((monitor) => [monitor.name, monitor.state, monitor.arn])).toEqual([
      ['Shop_Unauthenticated', 'guest', 'arn:aws:rum:eu-west-1:123456789012:appmonitor/Shop_Unauthenticated'],
      ['Shop_Authenticated', 'authenticated', 'arn:aws:rum:eu-west-1:123456789012:appmonitor/Shop_Authenticated'],
    ]);
    expect(roles.map((role) => [role.name, role.policies.length])).toEqual([
      ['GuestRole', 1],
      ['Users', 1],
    ]);
    const [pool] = pools;
    expect(pool).toMatchObject({
      allowUnauthenticated: true,
      unauthenticatedRole: { name: 'GuestRole' },
      authenticatedRole: { name: 'Users' },
      issuers: [
        { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x', clientIds: ['a', 'b'] },
        { issuer: 'https://id.example.com', clientIds: ['web'] },
        { issuer: 'development', clientIds: ['dual-rum'] },
      ],
    });
    expect(JSON.stringify(roles[0]!.trustPolicy)).toContain(`"cognito-identity.amazonaws.com:aud":"${pool!.id}"`);
  });

  it('takes an object, parameters, and other issuers', () => {
    const { monitors, pools } = resolve({
      template: parseTemplate(YAML, file) as object,
      templateParameters: { ...name, Open: 'no' },
      issuers: [{ issuer: 'http://localhost:9000/', clientIds: ['local'] }],
    });
    expect(pools[0]!.issuers).toMatchObject([{ issuer: 'http://localhost:9000/', clientIds: ['local'] }]);
    expect(JSON.stringify(monitors[1]!.resourcePolicy)).toContain('"arn:aws:iam::123456789012:role/Users"');
  });

  it.each<[ConsoleOptions, string]>([
    [{ template: join(folder, 'none.json') }, 'template: cannot read'],
    [{ template: {} }, 'template: it has no Resources'],
    [{ template: { Resources: {} } }, 'template: it has no AWS::Cognito::IdentityPool'],
    [{ template: file }, 'templateParameters.Name: missing'],
    [
      { template: file, templateParameters: { Name: 'shop' } },
      'templateParameters.Name: "shop" given; it must be a capital first.',
    ],
    [
      { template: file, templateParameters: { ...name, Open: 'maybe' } },
      'templateParameters.Open: "maybe" given; it must be yes or no.',
    ],
    [
      { template: file, templateParameters: { ...name, Colour: 'red' } },
      'templateParameters.Colour: unknown; the template takes Name, Open, Issuer.',
    ],
    [
      { template: file, templateParameters: { Name: 'Open', Open: 'no' } },
      'templateParameters: A closed one is not called Open.',
    ],
    [{ template: file, appMonitors: [] }, 'appMonitors: given together with template'],
    [{ issuers: [] }, 'issuers: given without template'],
    [{ template: 7 as unknown as string }, 'template: 7 given; it must be a CloudFormation template'],
  ])('%j is refused', (options, message) => {
    expect(() => resolve(options)).toThrow(message);
  });

  it('refuses text that is no template', () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'a: [');
    expect(() => resolve({ template: broken })).toThrow('is neither JSON nor YAML');
  });
});

describe('evaluating', () => {
  it('fills in outputs, and leaves out what a condition excludes', () => {
    const { outputs, resources, attribute } = evaluate(parseTemplate(YAML, file) as object, name);
    expect(outputs).toEqual({ First: 'eu', Escaped: 'a ${Literal}', Id: attribute('Users', 'Id') });
    expect(Object.keys(resources)).not.toContain('Extra');
    expect(resources['Users']!.properties).toEqual({ Name: 'Shop_Authenticated' });
  });

  it.each([
    [{ 'Fn::ImportValue': 'other-stack' }, '{"Fn::ImportValue":"other-stack"} is not evaluated here'],
    [{ Ref: 'Nothing' }, 'something refers to "Nothing", which it does not have'],
    [{ 'Fn::If': ['Nothing', 1, 2] }, 'it has no condition "Nothing"'],
  ])('does not guess at %j', (value, message) => {
    const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: value } } } };
    expect(() => evaluate(template)).toThrow(message);
  });
});
