import type { CheckedOptions, NamedRole } from '../options/checkOptions.ts';
import { isLiteral } from '../options/isLiteral.ts';
import { getAtt, ref, type Json } from './intrinsics.ts';
import { POLICY_NAME, putRumEvents, trust, type Kind } from './policies.ts';
import type { Resource } from './Template.ts';

export interface IdentityModel {
  resources: Record<string, Resource>;
  identityPoolId: Json;
  authenticatedRoleArn: Json;
}

/** An identity pool with two roles, or policies for a pool and roles that exist already. */
export function identity(options: CheckedOptions): IdentityModel {
  const { identity, guests, name } = options;
  const byPool = guests.kind === 'identity-pool';
  if (identity.kind === 'existing') {
    const { guestRole, authenticatedRole, identityPoolId } = identity;
    return {
      resources: {
        ...(guestRole && { GuestPolicy: policyOn(guestRole, name, 'guest') }),
        AuthenticatedPolicy: policyOn(authenticatedRole, name, 'authenticated'),
      },
      identityPoolId,
      authenticatedRoleArn: authenticatedRole.arn,
    };
  }
  const { userPool, oidc } = identity;
  const newProvider = oidc && oidc.providerArn === undefined;
  return {
    resources: {
      ...(newProvider && {
        OidcProvider: {
          Type: 'AWS::IAM::OIDCProvider',
          Properties: { Url: oidc.issuer, ClientIdList: oidc.clientIds },
        },
      }),
      IdentityPool: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: {
          IdentityPoolName: name,
          AllowUnauthenticatedIdentities: byPool,
          // In the classic flow the browser gets a token that any role accepts which trusts the pool.
          AllowClassicFlow: false,
          ...(userPool && {
            CognitoIdentityProviders: userPool.clientIds.map((clientId) => ({
              ClientId: clientId,
              ProviderName: providerName(userPool.userPoolId),
              // Gives no more credentials to a user who is signed out everywhere, disabled or deleted.
              ServerSideTokenCheck: true,
            })),
          }),
          ...(oidc && { OpenIdConnectProviderARNs: [oidc.providerArn ?? getAtt('OidcProvider', 'Arn')] }),
        },
      },
      ...(byPool && { GuestRole: role(name, 'guest') }),
      AuthenticatedRole: role(name, 'authenticated'),
      IdentityPoolRoles: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: ref('IdentityPool'),
          Roles: {
            authenticated: getAtt('AuthenticatedRole', 'Arn'),
            ...(byPool && { unauthenticated: getAtt('GuestRole', 'Arn') }),
          },
        },
      },
    },
    identityPoolId: ref('IdentityPool'),
    authenticatedRoleArn: getAtt('AuthenticatedRole', 'Arn'),
  };
}

function role(name: string, kind: Kind): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `${kind === 'guest' ? 'Guests' : 'Signed-in users'} of ${name}: write to their own CloudWatch RUM app monitor`,
      AssumeRolePolicyDocument: trust(ref('IdentityPool'), kind),
      Policies: [{ PolicyName: POLICY_NAME, PolicyDocument: putRumEvents(name, kind) }],
    },
  };
}

function policyOn(role: NamedRole, name: string, kind: Kind): Resource {
  return {
    Type: 'AWS::IAM::RolePolicy',
    Properties: { RoleName: role.name, PolicyName: POLICY_NAME, PolicyDocument: putRumEvents(name, kind) },
  };
}

/** A user pool's id begins with its region. An id that is a token is taken to be in the region of the stack. */
function providerName(userPoolId: string): Json {
  if (isLiteral(userPoolId)) return `cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
  return { 'Fn::Sub': ['cognito-idp.${AWS::Region}.amazonaws.com/${UserPoolId}', { UserPoolId: userPoolId }] };
}
