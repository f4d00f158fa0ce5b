import type { Json } from './intrinsics.ts';
import { sub } from './intrinsics.ts';

export type Kind = 'guest' | 'authenticated';

/** Names the two app monitors as AWS's walkthrough does. */
export const monitorName = (name: string, kind: Kind): string =>
  `${name}_${kind === 'guest' ? 'Unauthenticated' : 'Authenticated'}`;

/** The ARN ends in the name of an app monitor, not its id: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchrum.html */
export const monitorArn = (name: string, kind: Kind): Json =>
  sub(`arn:\${AWS::Partition}:rum:\${AWS::Region}:\${AWS::AccountId}:appmonitor/${monitorName(name, kind)}`);

const document = (statement: { [key: string]: Json }): Json => ({ Version: '2012-10-17', Statement: [statement] });

/** The name of the inline policies. */
export const POLICY_NAME = 'PutRumEvents';

/** What a role may do: write to one app monitor. */
export const putRumEvents = (name: string, kind: Kind): Json =>
  document({ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: monitorArn(name, kind) });

/** Lets one kind of identity of this pool assume the role. */
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

/** Lets anyone who sends the alias write to the guest app monitor without a signature. */
export const allowUnsigned = (name: string, alias: string): Json =>
  document({
    Effect: 'Allow',
    Principal: '*',
    Action: 'rum:PutRumEvents',
    Resource: monitorArn(name, 'guest'),
    Condition: { StringEquals: { 'rum:alias': alias } },
  });

/** Denies every principal but one role the signed-in app monitor, even where another policy allows it. */
export const denyOthers = (name: string, roleArn: Json): Json =>
  document({
    Effect: 'Deny',
    Principal: '*',
    Action: 'rum:PutRumEvents',
    Resource: monitorArn(name, 'authenticated'),
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': roleArn } },
  });
