import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import type { RoleOptions } from '../options/ConsoleOptions.ts';

export const guestRoleName = 'DualRum-Guest';
export const authenticatedRoleName = 'DualRum-Authenticated';

/** Two roles as they should be deployed: each trusts one kind of identity, and may write to its own app monitors only. */
export function defaultRoles(poolIds: string[], arns: { guest: string[]; authenticated: string[] }): RoleOptions[] {
  return [
    role(guestRoleName, trust(poolIds, 'unauthenticated'), arns.guest),
    role(authenticatedRoleName, trust(poolIds, 'authenticated'), arns.authenticated),
  ];
}

function role(name: string, trustPolicy: PolicyDocument, arns: string[]): RoleOptions {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: arns }],
  };
  return { name, trustPolicy, policies: arns.length > 0 ? [{ name: 'PutRumEvents', document }] : [] };
}

function trust(poolIds: string[], amr: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': poolIds },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
        },
      },
    ],
  };
}
