import type { Federation } from '../credentials/Federation.ts';
import { amrOf, type Identity } from './Identity.ts';

/**
 * The federation of an identity. For each login `amr` has the provider, and the provider with the subject there.
 *
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function federationOf(identity: Identity, account: string): Federation {
  const subjects = [...identity.logins].map(([provider, subject]) =>
    provider.startsWith('cognito-idp.')
      ? `${provider}:CognitoSignIn:${subject}`
      : `arn:aws:iam::${account}:oidc-provider/${provider}:OIDC:${subject}`,
  );
  return { aud: identity.poolId, sub: identity.id, amr: [...amrOf(identity), ...subjects] };
}
