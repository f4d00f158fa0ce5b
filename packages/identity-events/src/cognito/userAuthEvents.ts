import type { IdentityEventType } from '../model/eventTypes.ts';

/** What an `eventType` of the log export means, by its `eventResponse`. */
export interface UserAuthEvent {
  Pass: IdentityEventType;
  Fail: IdentityEventType;
  InProgress: IdentityEventType;
}

/**
 * The types of the log export `userAuthEvents`:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AuthEventType.html.
 */
export const USER_AUTH_EVENTS: Readonly<Record<string, UserAuthEvent>> = {
  SignIn: { Pass: 'sign-in', Fail: 'sign-in-failed', InProgress: 'sign-in-started' },
  SignUp: { Pass: 'sign-up', Fail: 'sign-up-failed', InProgress: 'sign-up-started' },
  ForgotPassword: {
    Pass: 'profile-updated',
    Fail: 'password-change-request-failed',
    InProgress: 'password-change-requested',
  },
  PasswordChange: {
    Pass: 'profile-updated',
    Fail: 'profile-update-failed',
    InProgress: 'password-change-requested',
  },
  ResendCode: { Pass: 'code-sent', Fail: 'code-not-sent', InProgress: 'code-sent' },
};

/** The type of an entry of the log export. */
export function typeOfUserAuthEvent(eventType: string, response: string | undefined): IdentityEventType {
  const listed = Object.hasOwn(USER_AUTH_EVENTS, eventType) ? USER_AUTH_EVENTS[eventType] : undefined;
  if (!listed) return 'other';
  return response === 'Pass' || response === 'Fail' || response === 'InProgress' ? listed[response] : 'other';
}
