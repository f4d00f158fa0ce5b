import type { SomeRecord } from './someRecords.ts';

/** What an identity provider says, as far as verdicts read it. */
export interface SomeSignIn {
  log_id: string;
  type: string;
  code: string;
  outcome: string;
  occurred_at: string;
  subject: string;
}

interface Read {
  monitor: string;
  session: string;
  user: string;
  id: string;
  at: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POOL = 'eu-west-1:pool';

/**
 * CloudTrail's records of these RUM records, by day, and what the identity provider says: most sessions are explained, and some of each are not. The
 * same for the same records.
 */
export function someTrail(records: readonly SomeRecord[]): { days: Map<string, object[]>; signIns: SomeSignIn[] } {
  const bySession = new Map<string, Read[]>();
  for (const { monitor, line } of records) {
    const {
      event_id: id,
      event_timestamp: at,
      user_details: user,
    } = JSON.parse(line) as {
      event_id: string;
      event_timestamp: number;
      user_details: { sessionId?: string; userId?: string };
    };
    if (user.sessionId === undefined || !monitor.endsWith('_Authenticated')) continue;
    const own = bySession.get(user.sessionId) ?? [];
    own.push({ monitor, session: user.sessionId, user: user.userId!, id, at });
    bySession.set(user.sessionId, own);
  }
  const days = new Map<string, object[]>();
  const signIns: SomeSignIn[] = [];
  let serial = 0;
  const keep = (at: number, name: string, record: object): void => {
    const time = new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000', '');
    const day = time.slice(0, 10);
    const own = days.get(day) ?? [];
    days.set(day, own);
    own.push({
      eventVersion: '1.11',
      eventID: `event-${++serial}`,
      eventTime: time,
      eventName: name,
      userAgent: 'Mozilla/5.0',
      ...record,
    });
  };
  const says = (type: string, at: number, subject: string): void =>
    void signIns.push({
      log_id: `log-${signIns.length}`,
      type,
      code: type,
      outcome: 'success',
      occurred_at: new Date(at).toISOString(),
      subject,
    });
  const put = (number: number, subject: string, events: readonly Read[], at: number, errorCode?: string): void => {
    const [{ monitor, session, user }] = events as [Read];
    const identity = `eu-west-1:${subject}`;
    // Some records do not name the federated identity, and some say that it is a guest.
    const [unnamed, guest] = [number % 11 === 5, number % 17 === 3];
    const amr = guest
      ? ['unauthenticated']
      : ['authenticated', 'idp.example', `arn:aws:iam::123456789012:oidc-provider/idp.example:OIDC:${subject}`];
    keep(at, 'PutRumEvents', {
      userIdentity: {
        type: 'AssumedRole',
        accessKeyId: `ASIA${subject}`,
        sessionContext: {
          sessionIssuer: { type: 'Role', userName: guest ? 'Guest' : 'Authenticated' },
          ...(unnamed
            ? {}
            : {
                webIdFederationData: {
                  federatedProvider: 'cognito-identity.amazonaws.com',
                  attributes: {
                    'cognito-identity.amazonaws.com:aud': POOL,
                    'cognito-identity.amazonaws.com:sub': identity,
                    'cognito-identity.amazonaws.com:amr': JSON.stringify(amr),
                  },
                },
              }),
        },
      },
      eventSource: 'rum.amazonaws.com',
      sourceIPAddress: `198.51.100.${number % 250}`,
      ...(errorCode === undefined ? {} : { errorCode, errorMessage: 'not authorized' }),
      requestParameters: {
        id: '11111111-2222-3333-4444-666666666666',
        batchId: `batch-${serial}`,
        userDetails: { userId: user, sessionId: session },
        rumEvents: events.map(({ id }) => ({
          id,
          timestamp: 'Nov 20, 2026, 8:32:20 PM',
          type: 't',
          metadata: '{}',
          details: '{}',
        })),
      },
      responseElements: null,
      resources: [
        {
          accountId: '123456789012',
          type: 'AWS::RUM::AppMonitor',
          ARN: `arn:aws:rum:eu-west-1:123456789012:appmonitor/${monitor}`,
        },
      ],
    });
  };
  [...bySession.values()].forEach((events, number) => {
    events.sort((one, other) => one.at - other.at);
    const [from, to] = [events[0]!.at, events.at(-1)!.at];
    const subject = `idp|${number % 40}`;
    if (number % 9 === 4) return;
    if (number % 7 !== 6) says('sign-in', from - 5 * MINUTE, subject);
    if (number % 5 === 2) says('sign-out', number % 10 === 2 ? from - 3 * MINUTE : to + MINUTE, subject);
    if (number % 13 === 1) says('token-issued', from + MINUTE, subject);
    keep(from - 4 * MINUTE, 'GetCredentialsForIdentity', {
      userIdentity: { type: 'Unknown' },
      eventSource: 'cognito-identity.amazonaws.com',
      sourceIPAddress: '198.51.100.1',
      requestParameters: { identityId: `eu-west-1:${subject}` },
      responseElements: {
        identityId: `eu-west-1:${subject}`,
        credentials: { accessKeyId: `ASIA${subject}`, expiration: 'Nov 20, 2026' },
      },
      resources: [
        {
          type: 'AWS::Cognito::IdentityPool',
          ARN: `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${POOL}`,
        },
      ],
    });
    const half = Math.ceil(events.length / 2);
    put(number, subject, events.slice(0, half), events[half - 1]!.at + 4000);
    // Some are kept and arrive later, by a clock that is ahead, again, by somebody else, or not at all.
    if (half < events.length)
      put(
        number,
        subject,
        events.slice(half),
        to + (number % 4 === 1 ? 6 * HOUR : 4000) - (number % 19 === 2 ? 30 * HOUR : 0),
      );
    if (number % 6 === 3) put(number, subject, events.slice(0, half), to + 20_000);
    if (number % 23 === 7) put(number, 'idp|mallory', events.slice(0, 1), to + 8000);
    if (number % 8 === 5)
      put(number, number % 16 === 5 ? subject : 'idp|mallory', events.slice(0, 1), from, 'AccessDenied');
  });
  return { days, signIns };
}
