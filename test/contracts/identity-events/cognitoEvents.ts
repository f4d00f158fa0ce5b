import { parseCognitoTrigger, toCloudEvent, type IdentityCloudEvent } from '@dual-rum/identity-events';
import type { SQSEvent } from 'aws-lambda';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import type { StoredMessage } from '../../support/kafka/readTopic.ts';

/** What Cognito calls a trigger with after a sign-in. */
export const signInTrigger = (user: string) => ({
  version: '1',
  triggerSource: 'PostAuthentication_Authentication',
  region: 'us-east-1',
  userPoolId: 'us-east-1_9aBcDeFgH',
  userName: user,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789abcdefghij' },
  request: {
    userAttributes: { sub: user, email: `${user}@example.com`, 'cognito:user_status': 'CONFIRMED' },
    newDeviceUsed: false,
  },
  response: {},
});

/** So many events, one minute after the other, of users in turn. */
export function eventsOf(users: number, count: number, from = '2026-11-26T10:00:00Z'): IdentityCloudEvent[] {
  return Array.from({ length: count }, (_, i) =>
    toCloudEvent(parseCognitoTrigger(signInTrigger(`user-${i % users}`), new Date(Date.parse(from) + i * 60_000))),
  );
}

/** As the trigger function puts them into the queue: a group for each user. */
export const inGroups = (events: IdentityCloudEvent[]) =>
  events.map((one) => ({ body: JSON.stringify(one), group: one.subject ?? one.id, id: one.id }));

/** A batch of a queue, without the queue; the messages are m0, m1 and so on. */
export const batch = (events: unknown[]): SQSEvent =>
  toLambdaEvent(events.map((event, i) => ({ MessageId: `m${i}`, Body: JSON.stringify(event) })));

export interface Judged {
  /** Ids that were sent and are not in the topic. */
  lost: string[];
  /** Messages beyond the first of an id. */
  doubled: number;
  /** Messages that are not what was sent under their id. */
  changed: string[];
  /** Keys whose messages, each counted when it first appears, are not in the order in which they were sent. */
  outOfOrder: string[];
  /** Keys in more than one partition. */
  scattered: string[];
}

/** Holds a topic against what was sent. */
export function judge(stored: StoredMessage[], sent: IdentityCloudEvent[]): Judged {
  const bySent = new Map(sent.map((event) => [event.id, event]));
  const firsts = new Map<string, IdentityCloudEvent>();
  const partitions = new Map<string, Set<number>>();
  const changed: string[] = [];
  for (const { key, value, partition } of stored) {
    const event = JSON.parse(value) as IdentityCloudEvent;
    if (key !== event.subject || value !== JSON.stringify(bySent.get(event.id))) changed.push(event.id);
    if (!firsts.has(event.id)) firsts.set(event.id, event);
    if (key !== undefined) partitions.set(key, (partitions.get(key) ?? new Set()).add(partition));
  }
  const timesOf = (events: Iterable<IdentityCloudEvent>, key: string): string =>
    [...events]
      .filter(({ subject }) => subject === key)
      .map(({ time }) => time)
      .join();
  return {
    lost: [...bySent.keys()].filter((id) => !firsts.has(id)),
    doubled: stored.length - firsts.size,
    changed,
    outOfOrder: [...partitions.keys()].filter(
      (key) =>
        timesOf(firsts.values(), key) !==
        timesOf(
          sent.filter(({ id }) => firsts.has(id)),
          key,
        ),
    ),
    scattered: [...partitions].filter(([, places]) => places.size > 1).map(([key]) => key),
  };
}

/** Nothing lost, changed or out of order; each message once. */
export const FAULTLESS: Judged = { lost: [], doubled: 0, changed: [], outOfOrder: [], scattered: [] };
