import type { SampleEnvelope } from '../model/SampleEnvelope.ts';

/** What Cognito calls a trigger with. */
export interface TriggerSample {
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Record<string, unknown>;
  response: Record<string, unknown>;
}

const REGION = 'eu-central-1';
const USER_POOL = `${REGION}_9aBcDeFgH`;
const CLIENT = '1example23456789abcdefghij';
const SUB = '704b1e47-34fe-40e9-8c41-504997494531';
const EMAIL = 'ada@example.com';
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Stands wherever a trigger carries a secret. */
export const SECRET = 'S3CRET';

const SENT_BY_THE_APPLICATION = { validationData: { captcha: SECRET }, clientMetadata: { onBehalfOf: SECRET } };
const METADATA = { clientMetadata: { onBehalfOf: SECRET } };
const PROFILE = { sub: SUB, email: EMAIL, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' };
const GROUPS = { groupsToOverride: ['shoppers'], iamRolesToOverride: [], preferredRole: null };
const FEDERATED = {
  ...PROFILE,
  'cognito:user_status': 'EXTERNAL_PROVIDER',
  identities: JSON.stringify([{ userId: '1234', providerName: 'Google', providerType: 'Google', primary: 'true' }]),
  'custom:google_access_token': SECRET,
};
const TOKENS = [
  'TokenGeneration_HostedAuth',
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
];

/**
 * Why a message is sent, besides those above:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html.
 */
const REASONS = ['ResendCode', 'ForgotPassword', 'UpdateUserAttribute', 'VerifyUserAttribute', 'AdminCreateUser'];
const CUSTOM_MESSAGES = [...REASONS, 'Authentication'];
const EMAILS = [...REASONS, 'Authentication', 'AccountTakeOverNotification'];
const TEXT_MESSAGES = [...REASONS, 'Authentication', 'SignUp'];

/** One event of every trigger, and of every version that a trigger has, about one user. */
export function cognitoTriggerSamples(): TriggerSample[] {
  return [
    trigger('PreSignUp_SignUp', { userAttributes: { email: EMAIL }, ...SENT_BY_THE_APPLICATION }),
    trigger('PreSignUp_AdminCreateUser', { userAttributes: { email: EMAIL }, ...SENT_BY_THE_APPLICATION }),
    trigger('PreSignUp_ExternalProvider', {
      userAttributes: { email: EMAIL, 'cognito:email_alias': '' },
      validationData: {},
    }),
    trigger('PostConfirmation_ConfirmSignUp', { userAttributes: PROFILE, ...METADATA }),
    trigger('PostConfirmation_ConfirmForgotPassword', { userAttributes: PROFILE, ...METADATA }),
    trigger('PreAuthentication_Authentication', {
      userAttributes: PROFILE,
      userNotFound: false,
      ...SENT_BY_THE_APPLICATION,
    }),
    trigger('PostAuthentication_Authentication', { userAttributes: PROFILE, newDeviceUsed: true, ...METADATA }),
    ...TOKENS.map((source) =>
      trigger(
        source,
        { userAttributes: PROFILE, groupConfiguration: GROUPS, ...METADATA },
        { claimsOverrideDetails: null },
      ),
    ),
    ...TOKENS.map((source) => tokens(source, '2')),
    ...[...TOKENS, 'TokenGeneration_ClientCredentials'].map((source) => tokens(source, '3')),
    trigger('TokenGeneration_HostedAuth', { userAttributes: FEDERATED, groupConfiguration: GROUPS }),
    trigger('CustomMessage_SignUp', {
      userAttributes: PROFILE,
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: null,
      ...METADATA,
    }),
    trigger('CustomEmailSender_SignUp', {
      type: 'customEmailSenderRequestV1',
      code: SECRET,
      userAttributes: PROFILE,
      ...METADATA,
    }),
    trigger('DefineAuthChallenge_Authentication', {
      userAttributes: PROFILE,
      session: [{ challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: SECRET }],
      ...METADATA,
    }),
    trigger('CreateAuthChallenge_Authentication', {
      userAttributes: PROFILE,
      challengeName: 'CUSTOM_CHALLENGE',
      session: [],
      ...METADATA,
    }),
    trigger(
      'VerifyAuthChallengeResponse_Authentication',
      {
        userAttributes: PROFILE,
        privateChallengeParameters: { answer: SECRET },
        challengeAnswer: SECRET,
        ...METADATA,
      },
      { answerCorrect: null },
    ),
    trigger('UserMigration_Authentication', { password: SECRET, ...SENT_BY_THE_APPLICATION }),
    trigger('UserMigration_ForgotPassword', { ...SENT_BY_THE_APPLICATION }),
    ...CUSTOM_MESSAGES.map((why) =>
      trigger(`CustomMessage_${why}`, { userAttributes: PROFILE, codeParameter: '{####}', ...METADATA }),
    ),
    ...EMAILS.map((why) => sender('CustomEmailSender', 'customEmailSenderRequestV1', why)),
    ...TEXT_MESSAGES.map((why) => sender('CustomSMSSender', 'customSMSSenderRequestV1', why)),
    trigger('InboundFederation_ExternalProvider', {
      providerName: 'Google',
      providerType: 'Google',
      attributes: { tokenResponse: { access_token: SECRET }, idToken: { sub: '1234' }, userInfo: { email: EMAIL } },
    }),
  ];
}

const sender = (name: string, type: string, why: string): TriggerSample =>
  trigger(`${name}_${why}`, { type, code: SECRET, userAttributes: PROFILE, ...METADATA });

function trigger(
  triggerSource: string,
  request: Record<string, unknown>,
  response: Record<string, unknown> = {},
): TriggerSample {
  return {
    version: '1',
    triggerSource,
    region: REGION,
    userPoolId: USER_POOL,
    userName: 'ada',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: CLIENT },
    request,
    response,
  };
}

/** Pre token generation from version 2 on: with scopes, and for applications without a user from version 3 on. */
function tokens(source: string, version: string): TriggerSample {
  const ofUser = source !== 'TokenGeneration_ClientCredentials';
  const request = {
    ...(ofUser && { userAttributes: PROFILE, groupConfiguration: GROUPS }),
    scopes: ofUser ? ['aws.cognito.signin.user.admin', 'openid'] : ['shop/read'],
    ...METADATA,
  };
  return { ...trigger(source, request, { claimsAndScopeOverrideDetails: null }), version };
}

const REFUSED = { errorCode: 'NotAuthorizedException', errorMessage: 'Incorrect username or password.' };
const OF_USER = { additionalEventData: { sub: SUB } };
const OF_POOL = { requestParameters: { userPoolId: USER_POOL, username: HIDDEN } };
const BY_CLIENT = { requestParameters: { clientId: CLIENT, username: HIDDEN, authParameters: HIDDEN } };

/** The calls: what each adds to what all have. */
const CALLS: [eventName: string, detail: Record<string, unknown>][] = [
  [
    'InitiateAuth',
    { requestParameters: { authFlow: 'USER_SRP_AUTH', authParameters: HIDDEN, clientId: CLIENT }, ...OF_USER },
  ],
  ['InitiateAuth', { requestParameters: { authFlow: 'USER_PASSWORD_AUTH', clientId: CLIENT }, ...OF_USER, ...REFUSED }],
  [
    'InitiateAuth',
    {
      requestParameters: { authFlow: 'USER_SRP_AUTH', clientId: CLIENT },
      errorCode: 'UserNotFoundException',
      errorMessage: 'User does not exist.',
    },
  ],
  ['InitiateAuth', { requestParameters: { authFlow: 'REFRESH_TOKEN_AUTH', clientId: CLIENT }, ...OF_USER }],
  [
    'InitiateAuth',
    {
      requestParameters: { authFlow: 'REFRESH_TOKEN_AUTH', clientId: CLIENT },
      errorCode: 'NotAuthorizedException',
      errorMessage: 'Refresh Token has expired',
    },
  ],
  [
    'AdminInitiateAuth',
    {
      requestParameters: { authFlow: 'ADMIN_USER_PASSWORD_AUTH', userPoolId: USER_POOL, clientId: CLIENT },
      errorCode: 'PasswordResetRequiredException',
      errorMessage: 'Password reset required for the user',
      ...OF_USER,
    },
  ],
  [
    'RespondToAuthChallenge',
    { requestParameters: { challengeName: 'PASSWORD_VERIFIER', clientId: CLIENT }, ...OF_USER, ...REFUSED },
  ],
  ['GlobalSignOut', { requestParameters: { accessToken: HIDDEN }, ...OF_USER }],
  ['AdminUserGlobalSignOut', { ...OF_POOL, ...OF_USER }],
  ['RevokeToken', { requestParameters: { token: HIDDEN, clientId: CLIENT }, ...OF_USER }],
  ['RevokeToken', { requestParameters: { clientId: CLIENT }, errorCode: 'UnsupportedTokenTypeException' }],
  ['SignUp', { ...BY_CLIENT, responseElements: { userConfirmed: false, userSub: SUB } }],
  ['SignUp', { ...BY_CLIENT, errorCode: 'UsernameExistsException', errorMessage: 'User already exists' }],
  [
    'AdminCreateUser',
    {
      ...OF_POOL,
      responseElements: {
        user: {
          username: HIDDEN,
          attributes: [
            { name: 'email', value: HIDDEN },
            { name: 'sub', value: SUB },
          ],
          userStatus: 'FORCE_CHANGE_PASSWORD',
        },
      },
    },
  ],
  ['UpdateUserAttributes', { requestParameters: { accessToken: HIDDEN, userAttributes: HIDDEN }, ...OF_USER }],
  ['AdminUpdateUserAttributes', { ...OF_POOL, ...OF_USER }],
  ['ForgotPassword', { ...BY_CLIENT, ...OF_USER }],
  ['AdminDisableUser', { ...OF_POOL, ...OF_USER }],
  ['DeleteUser', { requestParameters: { accessToken: HIDDEN }, ...OF_USER }],
  ['AdminDeleteUser', { ...OF_POOL, ...OF_USER }],
  ['ACallOfTomorrow', { ...OF_POOL, ...OF_USER }],
];

/** Requests to the hosted pages. */
const PAGES: [eventName: string, status: number, more: Record<string, unknown>][] = [
  ['Login_GET', 200, { errorCode: '', errorMessage: '' }],
  ['Login_POST', 302, {}],
  ['Login_POST', 400, REFUSED],
  ['Signup_POST', 302, {}],
  ['Confirm_POST', 302, {}],
  ['Token_POST', 200, {}],
  ['Logout_GET', 302, {}],
];

/**
 * CloudTrail's events as EventBridge delivers them, a second apart.
 *
 * @param from when the first of them happened
 */
export function cognitoCloudTrailSamples(from: Date): SampleEnvelope[] {
  const calls = CALLS.map(([eventName, more]) => ({
    eventType: 'AwsApiCall',
    eventName,
    userIdentity: { type: 'Unknown', principalId: 'Anonymous' },
    ...more,
  }));
  const pages = PAGES.map(([eventName, status, more]) => ({
    eventType: 'AwsServiceEvent',
    eventName,
    userIdentity: { accountId: '123456789012' },
    requestParameters: null,
    responseElements: null,
    additionalEventData: {
      responseParameters: { status },
      requestParameters: {
        client_id: [CLIENT],
        ...(eventName.endsWith('_POST') && { username: [HIDDEN], password: [HIDDEN] }),
        ...(eventName === 'Confirm_POST' && { sub: [SUB] }),
      },
      userPoolDomain: `my-shop.auth.${REGION}.amazoncognito.com`,
      userPoolId: USER_POOL,
    },
    ...more,
  }));
  return [...calls, ...pages].map((detail, second) => {
    const time = new Date(from.getTime() + second * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const serial = String(second).padStart(12, '0');
    return {
      version: '0',
      id: `00000000-0000-4000-8000-${serial}`,
      'detail-type': `AWS ${detail.eventType === 'AwsApiCall' ? 'API Call' : 'Service Event'} via CloudTrail`,
      source: 'aws.cognito-idp',
      account: '123456789012',
      time,
      region: REGION,
      resources: [],
      detail: {
        eventVersion: '1.08',
        eventTime: time,
        eventSource: 'cognito-idp.amazonaws.com',
        awsRegion: REGION,
        sourceIPAddress: '203.0.113.7',
        userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
        eventID: `11111111-1111-4111-8111-${serial}`,
        eventCategory: 'Management',
        ...detail,
      },
    };
  });
}

/**
 * Entries of the log export, one of every type and response, a second apart.
 *
 * @param from when the first of them happened
 */
export function cognitoUserAuthSamples(from: Date): Record<string, unknown>[] {
  const types = ['SignUp', 'SignIn', 'ForgotPassword', 'PasswordChange', 'ResendCode', 'ATypeOfTomorrow'];
  const all = types.flatMap((eventType) =>
    ['InProgress', 'Pass', 'Fail'].map((eventResponse) => ({ eventType, eventResponse })),
  );
  return all.map((one, second) => ({
    eventTimestamp: String(from.getTime() + second * 1000),
    eventSource: 'USER_ACTIVITY',
    logLevel: 'INFO',
    message: {
      version: '1',
      eventId: `22222222-2222-4222-8222-${String(second).padStart(12, '0')}`,
      ...one,
      userSub: SUB,
      userName: 'ada',
      userPoolId: USER_POOL,
      clientId: CLIENT,
      creationDate: 'Thu Nov 26 10:00:00 UTC 2026',
      riskLevel: one.eventResponse === 'Fail' ? 'High' : '',
      riskDecision: one.eventResponse === 'Fail' ? 'Block' : 'PASS',
      challenges: [],
      deviceName: 'Other, Other',
      ipAddress: '203.0.113.7',
      requestId: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE33333',
      idpName: '',
      compromisedCredentialDetected: 'false',
      city: 'Turin',
      country: 'Italy',
      hasContextData: 'true',
    },
    logSourceId: { userPoolId: USER_POOL },
  }));
}
