/** A record of CloudTrail for tests: PutRumEvents with credentials of an identity pool, with what differs. */
export interface PutChanges {
  id?: string;
  /** ISO 8601, whole seconds. */
  at?: string;
  monitor?: string;
  session?: string | null;
  batch?: string;
  /** Ids of its events. */
  events?: readonly string[];
  identity?: string;
  /** `null` for a guest. */
  subject?: string | null;
  accessKey?: string;
  ip?: string;
  /** As records are that do not name the federated identity. */
  unnamed?: boolean;
  errorCode?: string;
}

const PROVIDER = 'my-shop.eu.auth0.com';

/** The record as a line of JSON. */
export function put(changes: PutChanges): string {
  const {
    identity = 'eu-west-1:alice',
    subject = 'auth0|alice',
    session = 'session-1',
    monitor = 'ShopAuthenticated',
  } = changes;
  const amr =
    subject === null
      ? ['unauthenticated']
      : ['authenticated', PROVIDER, `arn:aws:iam::123456789012:oidc-provider/${PROVIDER}:OIDC:${subject}`];
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      accessKeyId: changes.accessKey ?? 'ASIAALICE',
      sessionContext: {
        sessionIssuer: { type: 'Role', userName: 'Shop-Authenticated' },
        ...(changes.unnamed === true
          ? {}
          : {
              webIdFederationData: {
                federatedProvider: 'cognito-identity.amazonaws.com',
                attributes: {
                  'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool',
                  'cognito-identity.amazonaws.com:sub': identity,
                  'cognito-identity.amazonaws.com:amr': JSON.stringify(amr),
                },
              },
            }),
      },
    },
    eventTime: changes.at ?? '2026-11-26T10:00:05Z',
    eventSource: 'rum.amazonaws.com',
    eventName: 'PutRumEvents',
    sourceIPAddress: changes.ip ?? '198.51.100.1',
    userAgent: 'Mozilla/5.0',
    ...(changes.errorCode === undefined ? {} : { errorCode: changes.errorCode }),
    requestParameters: {
      id: '11111111-2222-3333-4444-555555555555',
      batchId: changes.batch ?? crypto.randomUUID(),
      userDetails: { userId: 'user-1', sessionId: session },
      rumEvents: (changes.events ?? []).map((id) => ({
        id,
        timestamp: 'Nov 26, 2026, 10:00:00 AM',
        type: 't',
        metadata: '{}',
        details: '{}',
      })),
    },
    responseElements: null,
    eventID: changes.id ?? crypto.randomUUID(),
    resources: [
      {
        accountId: '123456789012',
        type: 'AWS::RUM::AppMonitor',
        ARN: `arn:aws:rum:eu-west-1:123456789012:appmonitor/${monitor}`,
      },
    ],
  });
}

/** A record of GetCredentialsForIdentity. */
export function given(identity: string, accessKey: string, at = '2026-11-26T09:59:00Z'): string {
  return JSON.stringify({
    userIdentity: { type: 'Unknown' },
    eventTime: at,
    eventSource: 'cognito-identity.amazonaws.com',
    eventName: 'GetCredentialsForIdentity',
    sourceIPAddress: '198.51.100.1',
    requestParameters: { identityId: identity },
    responseElements: {
      identityId: identity,
      credentials: { accessKeyId: accessKey, expiration: 'Nov 26, 2026, 10:59:00 AM' },
    },
    eventID: crypto.randomUUID(),
    resources: [
      {
        type: 'AWS::Cognito::IdentityPool',
        ARN: 'arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/eu-west-1:pool',
      },
    ],
  });
}
