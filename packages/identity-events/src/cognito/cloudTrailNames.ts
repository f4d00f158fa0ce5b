import type { IdentityEventType } from '../model/eventTypes.ts';

/** What the `eventName` of a CloudTrail event means, when the call succeeded and when it failed. */
export interface CloudTrailName {
  succeeded: IdentityEventType;
  failed: IdentityEventType;
  /** In a few words; for the docs. */
  about: string;
}

const STEP = { succeeded: 'sign-in-started', failed: 'sign-in-failed' } as const;
const SIGN_OUT = { succeeded: 'sign-out', failed: 'sign-out-failed' } as const;
const SIGN_UP = { succeeded: 'sign-up-started', failed: 'sign-up-failed' } as const;
const CONFIRMATION = { succeeded: 'service-notice', failed: 'sign-up-failed' } as const;
const PROFILE = { succeeded: 'profile-updated', failed: 'profile-update-failed' } as const;
const PASSWORD_REQUEST = {
  succeeded: 'password-change-requested',
  failed: 'password-change-request-failed',
} as const;
const DELETION = { succeeded: 'user-deleted', failed: 'user-delete-failed' } as const;
const MFA = { succeeded: 'mfa-changed', failed: 'mfa-change-failed' } as const;
const TOKENS = { succeeded: 'token-issued', failed: 'token-refused' } as const;

/**
 * Calls of the user pools API, and requests to the hosted pages with their method:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html.
 *
 * AWS's examples of pages are Login_GET, Signup_POST, Confirm_POST and Token_POST; the names of the others follow their pattern.
 *
 * A call of a sign-in that succeeds is a step: CloudTrail does not say whether it ends with tokens or with the next challenge.
 */
export const CLOUD_TRAIL_NAMES: Readonly<Record<string, CloudTrailName>> = {
  InitiateAuth: { ...STEP, about: 'a step of a sign-in; with a refresh token, see below' },
  AdminInitiateAuth: { ...STEP, about: 'a step of a sign-in, by a server; with a refresh token, see below' },
  RespondToAuthChallenge: { ...STEP, about: 'a step of a sign-in' },
  AdminRespondToAuthChallenge: { ...STEP, about: 'a step of a sign-in, by a server' },
  Login_GET: { succeeded: 'service-notice', failed: 'sign-in-failed', about: 'hosted page of the sign-in shown' },
  Login_POST: { ...STEP, about: 'hosted page of the sign-in sent' },
  GlobalSignOut: { ...SIGN_OUT, about: 'signed out everywhere' },
  AdminUserGlobalSignOut: { ...SIGN_OUT, about: 'signed out everywhere, by an administrator' },
  RevokeToken: { ...SIGN_OUT, about: 'refresh token revoked, as Amplify does to sign out' },
  Revoke_POST: { ...SIGN_OUT, about: 'refresh token revoked' },
  Logout: { ...SIGN_OUT, about: 'hosted page of the sign-out' },
  Logout_GET: { ...SIGN_OUT, about: 'hosted page of the sign-out' },
  Logout_POST: { ...SIGN_OUT, about: 'hosted page of the sign-out' },
  SignUp: { ...SIGN_UP, about: 'account asked for, perhaps not confirmed yet' },
  Signup_POST: { ...SIGN_UP, about: 'hosted page of the sign-up sent' },
  ConfirmSignUp: { ...CONFIRMATION, about: 'confirmation of a sign-up' },
  AdminConfirmSignUp: { ...CONFIRMATION, about: 'confirmation of a sign-up, by an administrator' },
  Confirm_POST: { ...CONFIRMATION, about: 'hosted page of the confirmation sent' },
  AdminCreateUser: {
    succeeded: 'user-created',
    failed: 'api-operation-failed',
    about: 'sign-up made by an administrator; fires no post confirmation',
  },
  DeleteUser: { ...DELETION, about: 'by the user' },
  AdminDeleteUser: { ...DELETION, about: 'by an administrator' },
  UpdateUserAttributes: { ...PROFILE, about: 'attributes' },
  AdminUpdateUserAttributes: { ...PROFILE, about: 'attributes, by an administrator' },
  DeleteUserAttributes: { ...PROFILE, about: 'attributes removed' },
  AdminDeleteUserAttributes: { ...PROFILE, about: 'attributes removed, by an administrator' },
  VerifyUserAttribute: { ...PROFILE, about: 'e-mail address or phone number verified' },
  ChangePassword: { ...PROFILE, about: 'password' },
  AdminSetUserPassword: { ...PROFILE, about: 'password, by an administrator' },
  ConfirmForgotPassword: {
    succeeded: 'service-notice',
    failed: 'profile-update-failed',
    about: 'forgotten password; the trigger tells the success',
  },
  ForgotPassword: { ...PASSWORD_REQUEST, about: 'request to change the password' },
  AdminResetUserPassword: { ...PASSWORD_REQUEST, about: 'request to change the password, by an administrator' },
  SetUserMFAPreference: { ...MFA, about: 'second factor' },
  AdminSetUserMFAPreference: { ...MFA, about: 'second factor, by an administrator' },
  AdminDisableUser: { succeeded: 'access-blocked', failed: 'api-operation-failed', about: 'user disabled' },
  AdminEnableUser: { succeeded: 'access-unblocked', failed: 'api-operation-failed', about: 'user enabled' },
  GetTokensFromRefreshToken: { ...TOKENS, about: 'refresh token for tokens' },
  Token_POST: { ...TOKENS, about: 'code, refresh token or client credentials for tokens' },
};

/** A refresh by the call that otherwise starts a sign-in. */
export const REFRESH: CloudTrailName = { ...TOKENS, about: 'refresh token for tokens; no sign-in' };

const WITH_AUTH_FLOW = new Set(['InitiateAuth', 'AdminInitiateAuth']);
const REFRESH_FLOWS = new Set<string | undefined>(['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']);

/** The type of a call of user pools. */
export function typeOfCall(name: string, authFlow: string | undefined, failed: boolean): IdentityEventType {
  const refreshes = WITH_AUTH_FLOW.has(name) && REFRESH_FLOWS.has(authFlow);
  const listed = refreshes ? REFRESH : Object.hasOwn(CLOUD_TRAIL_NAMES, name) ? CLOUD_TRAIL_NAMES[name] : undefined;
  return listed?.[failed ? 'failed' : 'succeeded'] ?? 'other';
}
