import { randomUUID } from 'node:crypto';

/** A call of the user pools API, as EventBridge delivers it from CloudTrail. */
export interface TrailEnvelope {
  version: '0';
  id: string;
  'detail-type': 'AWS API Call via CloudTrail';
  source: 'aws.cognito-idp';
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown> & { eventName: string };
}

interface Call {
  operation: string;
  region: string;
  clientId: unknown;
  /** The `sub` of whom it is about, if that is known. */
  sub: string | undefined;
  ip: string | undefined;
  userAgent: string | undefined;
  errorCode: string | undefined;
}

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/understanding-amazon-cognito-entries.html */
export function trailEvent({ operation, region, clientId, sub, ip, userAgent, errorCode }: Call): TrailEnvelope {
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cognito-idp',
    account: '123456789012',
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.08',
      userIdentity: { type: 'Unknown', principalId: 'Anonymous' },
      eventTime: time,
      eventSource: 'cognito-idp.amazonaws.com',
      eventName: operation,
      awsRegion: region,
      sourceIPAddress: ip,
      userAgent,
      ...(errorCode !== undefined && { errorCode }),
      requestParameters: { token: HIDDEN, ...(typeof clientId === 'string' && { clientId }) },
      responseElements: null,
      ...(sub !== undefined && { additionalEventData: { sub } }),
      eventID: randomUUID(),
      eventType: 'AwsApiCall',
      eventCategory: 'Management',
    },
  };
}
