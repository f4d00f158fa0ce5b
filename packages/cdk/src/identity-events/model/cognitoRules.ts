import { getAtt, type Json } from '../../model/intrinsics.ts';
import type { IdentityResource, IdentityResources } from './IdentityTemplate.ts';

/** Calls of the user pools API and hosted pages that no trigger tells of, whatever came of them. */
export const CHANGES = [
  'GlobalSignOut',
  'AdminUserGlobalSignOut',
  'RevokeToken',
  'Revoke_POST',
  'Logout',
  'Logout_GET',
  'Logout_POST',
  'AdminCreateUser',
  'DeleteUser',
  'AdminDeleteUser',
  'UpdateUserAttributes',
  'AdminUpdateUserAttributes',
  'DeleteUserAttributes',
  'AdminDeleteUserAttributes',
  'VerifyUserAttribute',
  'ChangePassword',
  'AdminSetUserPassword',
  'ForgotPassword',
  'AdminResetUserPassword',
  'SetUserMFAPreference',
  'AdminSetUserMFAPreference',
  'AdminDisableUser',
  'AdminEnableUser',
];

/** Calls of which the triggers tell the success. */
export const CALLS = [
  'InitiateAuth',
  'AdminInitiateAuth',
  'RespondToAuthChallenge',
  'AdminRespondToAuthChallenge',
  'SignUp',
  'ConfirmSignUp',
  'AdminConfirmSignUp',
  'ConfirmForgotPassword',
  // Whether it comes is unseen: CloudTrail may say that it only reads.
  'GetTokensFromRefreshToken',
];

/**
 * By default EventBridge leaves out calls that only read, as which it takes those that begin with Get, List or Describe:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html.
 */
const stateOf = (calls: Json): string =>
  (calls as string[]).some((call) => /^(Get|List|Describe)/.test(call))
    ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
    : 'ENABLED';

/** The same as hosted pages. */
export const PAGES = ['Login_GET', 'Login_POST', 'Signup_POST', 'Confirm_POST', 'Token_POST'];

/** EventBridge puts them into one group: CloudTrail's order is none, and they come minutes late. */
export const CLOUD_TRAIL_GROUP = 'cloudtrail';

/** Rules by logical id. */
export function cognitoRules(userPoolId: string): IdentityResources {
  return {
    ChangesRule: rule('Sign-outs and changes of users', userPoolId, { eventName: CHANGES }),
    FailedCallsRule: rule('Calls of sign-ins and sign-ups that failed', userPoolId, {
      eventName: CALLS,
      errorCode: [{ exists: true }],
    }),
    FailedPagesRule: rule('Hosted pages of sign-ins and sign-ups that failed', userPoolId, {
      eventName: PAGES,
      additionalEventData: { responseParameters: { status: [{ numeric: ['>=', 400] }] } },
    }),
  };
}

function rule(description: string, userPoolId: string, detail: { [key: string]: Json }): IdentityResource {
  const own = [userPoolId];
  const absent = [{ exists: false }];
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Description: `${description} of a user pool, from CloudTrail`,
      EventPattern: {
        source: ['aws.cognito-idp'],
        'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
        detail: {
          eventSource: ['cognito-idp.amazonaws.com'],
          ...detail,
          // Calls that name only a client or a token say no user pool: those of other pools come, too.
          $or: [
            { requestParameters: { userPoolId: own } },
            { additionalEventData: { ...dataOf(detail), userPoolId: own } },
            {
              requestParameters: { userPoolId: absent },
              additionalEventData: { ...dataOf(detail), userPoolId: absent },
            },
          ],
        },
      },
      State: stateOf(detail['eventName'] ?? []),
      Targets: [
        {
          Id: 'Queue',
          Arn: getAtt('Queue', 'Arn'),
          SqsParameters: { MessageGroupId: CLOUD_TRAIL_GROUP },
          DeadLetterConfig: { Arn: getAtt('UndeliveredQueue', 'Arn') },
        },
      ],
    },
  };
}

/** A pattern of `$or` does not add to one beside it of the same name. */
const dataOf = (detail: { [key: string]: Json }): { [key: string]: Json } =>
  (detail['additionalEventData'] ?? {}) as { [key: string]: Json };
