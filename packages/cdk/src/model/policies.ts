import type { Json } from './intrinsics.ts';
import { sub } from './intrinsics.ts';

export type Kind = 'guest' | 'authenticated';

/** As AWS's walkthrough names them. */
export const monitorName = (name: string, kind: Kind): string =>
  `${name}_${kind === 'guest' ? 'Unauthenticated' : 'Authenticated'}`;

/** With the Name, not the Id: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchrum.html */
export const monitorArn = (name: string, kind: Kind): Json =>
  sub(`arn:\${AWS::Partition}:rum:\${AWS::Region}:\${AWS::AccountId}:appmonitor/${monitorName(name, kind)}`);

const document = (statement: { [key: string]: Json }): Json => ({ Version: '2012-10-17', Statement: [statement] });

/** What the inline policies are called. */
export const POLICY_NAME = 'PutRumEvents';

/** What a role may do: write to one app monitor. */
export const putRumEvents = (name: string, kind: Kind): Json =>
  document({ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: monitorArn(name, kind) });

/** Who may assume a role: this pool's identities, of one kind. */
export const trust = (identityPoolId: Json, kind: Kind): Json =>
  document({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
      'ForAnyValue:StringLike': {
        'cognito-identity.amazonaws.com:amr': kind === 'guest' ? 'unauthenticated' : 'authenticated',
      },
    },
  });

/** Lets anyone who says the alias write to the guest monitor, without a signature. */
export const allowUnsigned = (name: string, alias: string): Json =>
  document({
    Effect: 'Allow',
    Principal: '*',
    Action: 'rum:PutRumEvents',
    Resource: monitorArn(name, 'guest'),
    Condition: { StringEquals: { 'rum:alias': alias } },
  });

/** Keeps everyone but one role from writing to the signed-in monitor, whatever else allows them to. */
export const denyOthers = (name: string, roleArn: Json): Json =>
  document({
    Effect: 'Deny',
    Principal: '*',
    Action: 'rum:PutRumEvents',
    Resource: monitorArn(name, 'authenticated'),
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': roleArn } },
  });
