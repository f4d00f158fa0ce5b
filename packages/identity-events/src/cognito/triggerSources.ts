import type { IdentityEventType } from '../model/eventTypes.ts';

/** What a trigger source means. */
export interface TriggerSource {
  type: IdentityEventType;
  /** In a few words; for the docs. */
  about: string;
}

/**
 * The trigger sources that tell what a user did:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html.
 *
 * The other triggers ask for something, such as the text of a message. They become events of type `other`.
 */
export const TRIGGER_SOURCES: Readonly<Record<string, TriggerSource>> = {
  PreSignUp_SignUp: { type: 'sign-up-started', about: 'somebody asks for an account' },
  PreSignUp_AdminCreateUser: { type: 'sign-up-started', about: 'an administrator is about to create a user' },
  PreSignUp_ExternalProvider: { type: 'sign-up-started', about: 'first sign-in by another identity provider' },
  PostConfirmation_ConfirmSignUp: { type: 'sign-up', about: 'sign-up confirmed' },
  PostConfirmation_ConfirmForgotPassword: { type: 'profile-updated', about: 'forgotten password changed; no sign-up' },
  PreAuthentication_Authentication: { type: 'sign-in-started', about: 'an attempt: neither a success nor a failure' },
  PostAuthentication_Authentication: { type: 'sign-in', about: 'signed in' },
  TokenGeneration_HostedAuth: { type: 'token-issued', about: 'sign-in on the hosted pages' },
  TokenGeneration_Authentication: { type: 'token-issued', about: 'sign-in by the API' },
  TokenGeneration_NewPasswordChallenge: {
    type: 'token-issued',
    about: 'first password of a user whom an administrator created',
  },
  TokenGeneration_AuthenticateDevice: { type: 'token-issued', about: 'sign-in of a remembered device' },
  TokenGeneration_RefreshTokens: { type: 'token-issued', about: 'refresh token for tokens' },
  TokenGeneration_ClientCredentials: { type: 'token-issued', about: 'client credentials for a token; no user' },
};

/** The type of a trigger source. One of token generation that is not in the table issues tokens all the same. */
export function typeOfTrigger(source: string): IdentityEventType {
  const listed = Object.hasOwn(TRIGGER_SOURCES, source) ? TRIGGER_SOURCES[source]?.type : undefined;
  return listed ?? (source.startsWith('TokenGeneration_') ? 'token-issued' : 'other');
}
