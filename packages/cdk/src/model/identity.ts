import type { CheckedOptions, NamedRole } from '../options/checkOptions.ts';
import { BLOCKED_POLICY_NAME, blockedUsers } from './blocked.ts';
import { getAtt, ref, type Json } from './intrinsics.ts';
import { POLICY_NAME, putRumEvents, trust, type Kind } from './policies.ts';
import { oidcProviderArn, providerName } from './providers.ts';
import type { Resource } from './Template.ts';

export interface IdentityModel {
  resources: Record<string, Resource>;
  identityPoolId: Json;
  authenticatedRoleArn: Json;
  authenticatedRoleName: Json;
  /** What `amr` has for each provider before the kind and the subject. Empty where the pool exists already. */
  loginProviders: Json[];
}

/** An identity pool with two roles, or policies for a pool and roles that exist already. */
export function identity(options: CheckedOptions): IdentityModel {
  const { identity, guests, name } = options;
  const byPool = guests.kind === 'identity-pool';
  const denied = blockedUsers(options);
  if (identity.kind === 'existing') {
    const { guestRole, authenticatedRole, identityPoolId } = identity;
    return {
      resources: {
        ...(guestRole && { GuestPolicy: policyOn(guestRole, POLICY_NAME, putRumEvents(name, 'guest')) }),
        AuthenticatedPolicy: policyOn(authenticatedRole, POLICY_NAME, putRumEvents(name, 'authenticated')),
        ...(denied !== undefined && { BlockedPolicy: policyOn(authenticatedRole, BLOCKED_POLICY_NAME, denied) }),
      },
      identityPoolId,
      authenticatedRoleArn: authenticatedRole.arn,
      authenticatedRoleName: authenticatedRole.name,
      loginProviders: [],
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
      AuthenticatedRole: role(name, 'authenticated', denied),
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
    authenticatedRoleName: ref('AuthenticatedRole'),
    loginProviders: [
      ...(userPool ? [providerName(userPool.userPoolId)] : []),
      ...(oidc ? [oidcProviderArn(oidc)] : []),
    ],
  };
}

function role(name: string, kind: Kind, denied?: Json): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `${kind === 'guest' ? 'Guests' : 'Signed-in users'} of ${name}: write to their own CloudWatch RUM app monitor`,
      AssumeRolePolicyDocument: trust(ref('IdentityPool'), kind),
      Policies: [
        { PolicyName: POLICY_NAME, PolicyDocument: putRumEvents(name, kind) },
        ...(denied === undefined ? [] : [{ PolicyName: BLOCKED_POLICY_NAME, PolicyDocument: denied }]),
      ],
    },
  };
}

const policyOn = (role: NamedRole, PolicyName: string, PolicyDocument: Json): Resource => ({
  Type: 'AWS::IAM::RolePolicy',
  Properties: { RoleName: role.name, PolicyName, PolicyDocument },
});
