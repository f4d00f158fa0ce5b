import { isLiteral } from '../options/isLiteral.ts';
import type { OidcSignIn } from '../options/DualRumOptions.ts';
import { sub, type Json } from './intrinsics.ts';

/** A user pool's id begins with its region. An id that is a token is taken to be in the region of the stack. */
export function providerName(userPoolId: string): Json {
  if (isLiteral(userPoolId)) return `cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
  return { 'Fn::Sub': ['cognito-idp.${AWS::Region}.amazonaws.com/${UserPoolId}', { UserPoolId: userPoolId }] };
}

/** The ARN of the account's OIDC provider, given or made: it ends in the issuer without its scheme. */
export const oidcProviderArn = ({ issuer, providerArn }: OidcSignIn): Json =>
  providerArn ?? sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${issuer.replace('https://', '')}`);
