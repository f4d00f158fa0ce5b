import type { IdentityCall, PutCall } from './TrailCall.ts';

/** Where calls are made. */
export interface Place {
  account: string;
  region: string;
}

/**
 * PutRumEvents as CloudTrail records it, in one line of JSON. What events say is not in it.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cw-rum-ct-info.html
 */
export function putRecord(call: PutCall, { account, region }: Place, eventId: string): string {
  const { role, federation, request, monitor } = call;
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/CognitoIdentityCredentials`,
      accountId: account,
      accessKeyId: call.accessKeyId,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: role.arn, accountId: account, userName: role.name },
        ...(federation === undefined
          ? {}
          : {
              webIdFederationData: {
                federatedProvider: 'cognito-identity.amazonaws.com',
                attributes: {
                  'cognito-identity.amazonaws.com:aud': federation.aud,
                  'cognito-identity.amazonaws.com:sub': federation.sub,
                  'cognito-identity.amazonaws.com:amr': JSON.stringify(federation.amr),
                },
              },
            }),
      },
    },
    eventTime: toTime(call.at),
    eventSource: 'rum.amazonaws.com',
    eventName: 'PutRumEvents',
    awsRegion: region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent ?? null,
    ...(call.errorCode === undefined ? {} : { errorCode: call.errorCode }),
    requestParameters: {
      id: monitor.id,
      ...(request === undefined
        ? {}
        : {
            batchId: request.batchId,
            userDetails: { userId: request.userId, sessionId: request.sessionId },
            rumEvents: request.events.map(({ id, timestamp, type }) => ({
              id,
              timestamp: toWords(timestamp),
              type,
              metadata: '{}',
              details: '{}',
            })),
          }),
    },
    responseElements: null,
    requestID: eventId,
    eventID: eventId,
    readOnly: false,
    resources: [
      {
        accountId: account,
        type: 'AWS::RUM::AppMonitor',
        ARN: `arn:aws:rum:${region}:${account}:appmonitor/${monitor.name}`,
      },
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: account,
    eventCategory: 'Data',
  });
}

/** GetId and GetCredentialsForIdentity the same way. Neither logins nor secrets are in it. */
export function identityRecord(call: IdentityCall, { account, region }: Place, eventId: string): string {
  const { operation, identityId, poolId, credentials } = call;
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: { type: 'Unknown' },
    eventTime: toTime(call.at),
    eventSource: 'cognito-identity.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent ?? null,
    requestParameters: operation === 'GetId' ? { identityPoolId: poolId } : { identityId },
    responseElements: {
      identityId,
      ...(credentials === undefined
        ? {}
        : {
            credentials: { accessKeyId: credentials.accessKeyId, expiration: toWords(credentials.expiration / 1000) },
          }),
    },
    requestID: eventId,
    eventID: eventId,
    readOnly: false,
    resources: [
      {
        accountId: account,
        type: 'AWS::Cognito::IdentityPool',
        ARN: `arn:aws:cognito-identity:${region}:${account}:identitypool/${poolId}`,
      },
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: account,
    eventCategory: 'Data',
  });
}

const toTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `May 16, 2024, 8:32:20 PM`, as CloudTrail writes times of a request. */
function toWords(seconds: number): string {
  const time = new Date(seconds * 1000);
  const hour = time.getUTCHours();
  const two = (part: number): string => String(part).padStart(2, '0');
  const clock = `${hour % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[time.getUTCMonth()]} ${time.getUTCDate()}, ${time.getUTCFullYear()}, ${clock}`;
}
