import type { DualRumOptions } from '@dual-rum/cdk/template';
import type { CheckName } from './checks.ts';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- mutants reach into JSON */

export interface Mutant {
  title: string;
  /** Added to the options of a locked deployment with Auth0 and Cognito. */
  options?: Partial<DualRumOptions>;
  mutate: (resources: Record<string, any>, outputs: Record<string, any>) => void;
  caughtBy: CheckName;
}

const policyOf = (resources: any, role: string): any =>
  resources[role].Properties.Policies[0].PolicyDocument.Statement[0];
const trustOf = (resources: any, role: string): any => resources[role].Properties.AssumeRolePolicyDocument.Statement[0];
const pool = (resources: any): any => resources.IdentityPool.Properties;
const arn = (name: string): any => ({
  'Fn::Sub': `arn:\${AWS::Partition}:rum:\${AWS::Region}:\${AWS::AccountId}:appmonitor/${name}`,
});
const edit = (monitor: any, from: string, to: string): void => {
  const policy = monitor.Properties.ResourcePolicy;
  const before = JSON.stringify(policy);
  const after = before.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));
  if (before === after) throw new Error(`${from} is not in ${before}`);
  monitor.Properties.ResourcePolicy = JSON.parse(after);
};
const AUD = 'cognito-identity.amazonaws.com:aud';
const AMR = 'cognito-identity.amazonaws.com:amr';
const unsigned: Partial<DualRumOptions> = { guests: 'unsigned', alias: 'my-shop' };

/** Ways to get it wrong, each of which deploys. */
export const mutants: Mutant[] = [
  {
    title: 'resource * for guests',
    mutate: (r) => (policyOf(r, 'GuestRole').Resource = '*'),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'resource appmonitor/* for signed-in users',
    mutate: (r) => (policyOf(r, 'AuthenticatedRole').Resource = arn('*')),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'resource by prefix, as the web client of AWS has it in its own example',
    mutate: (r) => (policyOf(r, 'GuestRole').Resource = arn('Shop_*')),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'any region',
    mutate: (r) => (policyOf(r, 'GuestRole').Resource = 'arn:aws:rum:*:123456789012:appmonitor/Shop_Unauthenticated'),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'any account',
    mutate: (r) =>
      (policyOf(r, 'AuthenticatedRole').Resource = 'arn:aws:rum:us-east-1:*:appmonitor/Shop_Authenticated'),
    caughtBy: 'a role has one inline policy, PutRumEvents, on one ARN',
    options: { lockAuthenticated: false },
  },
  {
    title: 'action rum:*',
    mutate: (r) => (policyOf(r, 'GuestRole').Action = 'rum:*'),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'action rum:Put*',
    mutate: (r) => (policyOf(r, 'AuthenticatedRole').Action = 'rum:Put*'),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'NotAction for Action',
    mutate: (r) => {
      const statement = policyOf(r, 'GuestRole');
      delete statement.Action;
      statement.NotAction = 's3:*';
    },
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'both app monitors in the guests’ policy',
    mutate: (r) => (policyOf(r, 'GuestRole').Resource = [arn('Shop_Unauthenticated'), arn('Shop_Authenticated')]),
    caughtBy: 'no role does anything else anywhere',
    options: { lockAuthenticated: false },
  },
  {
    title: 'Id for Name in the ARN',
    mutate: (r) =>
      (policyOf(r, 'GuestRole').Resource = {
        'Fn::Sub': [
          'arn:${AWS::Partition}:rum:${AWS::Region}:${AWS::AccountId}:appmonitor/${Id}',
          { Id: { 'Fn::GetAtt': ['GuestMonitor', 'Id'] } },
        ],
      }),
    caughtBy: 'each role writes to its own app monitor',
  },
  {
    title: 'policies swapped',
    mutate: (r) => {
      const guest = r['GuestRole'].Properties.Policies;
      r['GuestRole'].Properties.Policies = r['AuthenticatedRole'].Properties.Policies;
      r['AuthenticatedRole'].Properties.Policies = guest;
    },
    caughtBy: 'each role writes to its own app monitor',
  },
  {
    title: 'one policy shared by both roles',
    mutate: (r) => {
      const both = [...r['GuestRole'].Properties.Policies, ...r['AuthenticatedRole'].Properties.Policies];
      r['GuestRole'].Properties.Policies = both;
      r['AuthenticatedRole'].Properties.Policies = both;
    },
    caughtBy: 'a role has one inline policy, PutRumEvents, on one ARN',
  },
  {
    title: 'a second policy for guests, as a resource of its own',
    mutate: (r) =>
      (r['More'] = {
        Type: 'AWS::IAM::RolePolicy',
        Properties: {
          RoleName: { Ref: 'GuestRole' },
          PolicyName: 'More',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
        },
      }),
    caughtBy: 'no role does anything else anywhere',
  },
  {
    title: 'a managed policy for guests',
    mutate: (r) =>
      (r['GuestRole'].Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/AmazonCloudWatchRUMFullAccess']),
    caughtBy: 'a role has one inline policy, PutRumEvents, on one ARN',
  },
  {
    title: 'no policy for guests',
    mutate: (r) => (r['GuestRole'].Properties.Policies = []),
    caughtBy: 'each role writes to its own app monitor',
  },
  {
    title: 'another name for the inline policy',
    mutate: (r) => (r['GuestRole'].Properties.Policies[0].PolicyName = 'Rum'),
    caughtBy: 'a role has one inline policy, PutRumEvents, on one ARN',
  },
  {
    title: 'roles swapped in the attachment',
    mutate: (r) => {
      const { Roles } = r['IdentityPoolRoles'].Properties;
      r['IdentityPoolRoles'].Properties.Roles = {
        authenticated: Roles.unauthenticated,
        unauthenticated: Roles.authenticated,
      };
    },
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'the signed-in role for guests too',
    mutate: (r) => {
      const { Roles } = r['IdentityPoolRoles'].Properties;
      Roles.unauthenticated = Roles.authenticated;
    },
    caughtBy: 'two roles, not one',
  },
  {
    title: 'no role for guests in the attachment',
    mutate: (r) => delete r['IdentityPoolRoles'].Properties.Roles.unauthenticated,
    caughtBy: 'each role writes to its own app monitor',
  },
  ...(['GuestRole', 'AuthenticatedRole'] as const).flatMap((role): Mutant[] => [
    {
      title: `no amr in the trust of ${role}`,
      mutate: (r) => delete trustOf(r, role).Condition['ForAnyValue:StringLike'],
      caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
    },
    {
      title: `no aud in the trust of ${role}`,
      mutate: (r) => delete trustOf(r, role).Condition.StringEquals,
      caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
    },
    {
      title: `no condition in the trust of ${role}`,
      mutate: (r) => delete trustOf(r, role).Condition,
      caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
    },
    {
      title: `any principal in the trust of ${role}`,
      mutate: (r) => (trustOf(r, role).Principal = '*'),
      caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
    },
  ]),
  {
    title: 'amr of both kinds',
    mutate: (r) =>
      (trustOf(r, 'AuthenticatedRole').Condition['ForAnyValue:StringLike'][AMR] = ['authenticated', 'unauthenticated']),
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'amr *authenticated, which unauthenticated is too',
    mutate: (r) => (trustOf(r, 'AuthenticatedRole').Condition['ForAnyValue:StringLike'][AMR] = '*authenticated'),
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'ForAllValues for ForAnyValue, which holds for a token without amr',
    mutate: (r) => {
      const { Condition } = trustOf(r, 'AuthenticatedRole');
      Condition['ForAllValues:StringLike'] = { [AMR]: ['authenticated', 'my-shop.*'] };
      delete Condition['ForAnyValue:StringLike'];
    },
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'aud of any pool',
    mutate: (r) => {
      const { Condition } = trustOf(r, 'GuestRole');
      delete Condition.StringEquals;
      Condition.StringLike = { [AUD]: 'us-east-1:*' };
    },
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'StringEqualsIfExists, which holds for a token without aud',
    mutate: (r) => {
      const { Condition } = trustOf(r, 'GuestRole');
      Condition.StringEqualsIfExists = Condition.StringEquals;
      delete Condition.StringEquals;
    },
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'the issuer trusted by the role itself',
    mutate: (r) => {
      const statement = trustOf(r, 'AuthenticatedRole');
      r['AuthenticatedRole'].Properties.AssumeRolePolicyDocument.Statement.push({
        ...statement,
        Principal: { Federated: { 'Fn::GetAtt': ['OidcProvider', 'Arn'] } },
        Condition: {},
      });
    },
    caughtBy: 'each kind of user gets the role of that kind, and only with a token of this pool',
  },
  {
    title: 'classic flow on',
    mutate: (r) => (pool(r).AllowClassicFlow = true),
    caughtBy: 'the pool lets guests in only for credentials, and never by the classic flow',
  },
  {
    title: 'classic flow left to the default',
    mutate: (r) => delete pool(r).AllowClassicFlow,
    caughtBy: 'the pool lets guests in only for credentials, and never by the classic flow',
  },
  {
    title: 'no guests in the pool',
    mutate: (r) => (pool(r).AllowUnauthenticatedIdentities = false),
    caughtBy: 'the pool lets guests in only for credentials, and never by the classic flow',
  },
  {
    title: 'guests in the pool though they are unsigned',
    options: unsigned,
    mutate: (r) => (pool(r).AllowUnauthenticatedIdentities = true),
    caughtBy: 'the pool lets guests in only for credentials, and never by the classic flow',
  },
  {
    title: 'http in the issuer',
    mutate: (r) => (r['OidcProvider'].Properties.Url = 'http://my-shop.eu.auth0.com'),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'a slash at the end of the issuer',
    mutate: (r) => (r['OidcProvider'].Properties.Url = 'https://my-shop.eu.auth0.com/'),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'no scheme in the issuer',
    mutate: (r) => (r['OidcProvider'].Properties.Url = 'my-shop.eu.auth0.com'),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'an issuer that the pool does not trust',
    mutate: (r) => delete pool(r).OpenIdConnectProviderARNs,
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'an issuer for any client',
    mutate: (r) => (r['OidcProvider'].Properties.ClientIdList = []),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'a scheme in the name of the user pool',
    mutate: (r) =>
      (pool(r).CognitoIdentityProviders[0].ProviderName =
        'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'the user pool’s id alone for its name',
    mutate: (r) => (pool(r).CognitoIdentityProviders[0].ProviderName = 'eu-west-1_AbCdEfGhI'),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'tokens of users who are signed out',
    mutate: (r) => (pool(r).CognitoIdentityProviders[0].ServerSideTokenCheck = false),
    caughtBy: 'the pool trusts its issuers, each for given clients',
  },
  {
    title: 'Domain and DomainList',
    mutate: (r) => (r['GuestMonitor'].Properties.Domain = 'shop.example.com'),
    caughtBy: 'an app monitor has a domain or a list of them',
  },
  {
    title: 'neither Domain nor DomainList',
    mutate: (r) => delete r['AuthenticatedMonitor'].Properties.DomainList,
    caughtBy: 'an app monitor has a domain or a list of them',
  },
  {
    title: 'one name for both app monitors',
    mutate: (r) => (r['GuestMonitor'].Properties.Name = 'Shop_Authenticated'),
    caughtBy: 'two app monitors, named as the walkthrough names them',
  },
  {
    title: 'unsigned writes without an alias',
    options: unsigned,
    mutate: (r) => edit(r['GuestMonitor'], ',"Condition":{"StringEquals":{"rum:alias":"my-shop"}}', ''),
    caughtBy: 'nobody writes without a signature, but guests by their alias',
  },
  {
    title: 'unsigned writes by any alias',
    options: unsigned,
    mutate: (r) => edit(r['GuestMonitor'], '"StringEquals":{"rum:alias":"my-shop"}', '"StringLike":{"rum:alias":"*"}'),
    caughtBy: 'nobody writes without a signature, but guests by their alias',
  },
  {
    title: 'unsigned writes to the signed-in app monitor',
    options: { ...unsigned, lockAuthenticated: false },
    mutate: (r) => {
      r['AuthenticatedMonitor'].Properties.ResourcePolicy = r['GuestMonitor'].Properties.ResourcePolicy;
      edit(r['AuthenticatedMonitor'], 'Shop_Unauthenticated', 'Shop_Authenticated');
    },
    caughtBy: 'nobody writes without a signature, but guests by their alias',
  },
  {
    title: 'a resource policy about another app monitor',
    options: unsigned,
    mutate: (r) => edit(r['GuestMonitor'], 'Shop_Unauthenticated', 'Shop_Authenticated'),
    caughtBy: 'nobody writes without a signature, but guests by their alias',
  },
  {
    title: 'an alias that the client is not told',
    options: unsigned,
    mutate: (r) => edit(r['GuestMonitor'], 'my-shop', 'other'),
    caughtBy: 'the client is told ids, and no role',
  },
  {
    title: 'a lock that denies the signed-in role',
    mutate: (r) => edit(r['AuthenticatedMonitor'], 'ArnNotEquals', 'ArnEquals'),
    caughtBy: 'the lock keeps out all but the signed-in role',
  },
  {
    title: 'a lock that admits any role of the account',
    mutate: (r) => edit(r['AuthenticatedMonitor'], '${Value1}', 'arn:aws:iam::*:role/*'),
    caughtBy: 'the lock keeps out all but the signed-in role',
  },
  {
    title: 'a lock that allows the others',
    mutate: (r) => edit(r['AuthenticatedMonitor'], '"Effect":"Deny"', '"Effect":"Allow"'),
    caughtBy: 'the lock keeps out all but the signed-in role',
  },
  {
    title: 'a lock about another action',
    mutate: (r) => edit(r['AuthenticatedMonitor'], 'rum:PutRumEvents', 'rum:GetAppMonitor'),
    caughtBy: 'the lock keeps out all but the signed-in role',
  },
  {
    title: 'the names for the ids in what the client is told',
    mutate: (_, outputs) => {
      outputs['ClientConfig'].Value['Fn::Sub'][1].Value1 = { Ref: 'GuestMonitor' };
    },
    caughtBy: 'the client is told ids, and no role',
  },
  {
    title: 'the client told the app monitors crosswise',
    mutate: (_, outputs) => {
      const values = outputs['ClientConfig'].Value['Fn::Sub'][1];
      [values.Value1, values.Value3] = [values.Value3, values.Value1];
    },
    caughtBy: 'the client is told ids, and no role',
  },
  {
    title: 'the guest role told to the client',
    mutate: (r) =>
      (r['GuestMonitor'].Properties.AppMonitorConfiguration.GuestRoleArn = { 'Fn::GetAtt': ['GuestRole', 'Arn'] }),
    caughtBy: 'the client is told ids, and no role',
  },
  {
    title: 'another pool’s id told to the client',
    mutate: (_, outputs) => {
      outputs['ClientConfig'].Value['Fn::Sub'][1].Value2 = 'us-east-1:00000000-0000-4000-8000-0000000000ff';
    },
    caughtBy: 'the client is told ids, and no role',
  },
];
