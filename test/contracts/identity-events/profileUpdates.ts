import type { SQSEvent } from 'aws-lambda';
import { toLambdaEvent } from '../../support/aws/queue.ts';

/** An event of an event stream. */
export interface ProfileEvent {
  id: string;
  userId: string;
  kind: 'created' | 'updated' | 'deleted';
  /** A number that grows with every change of all users. */
  version: number;
  body: string;
}

const at = (version: number): string => new Date(Date.UTC(2026, 10, 26) + version * 1000).toISOString();

/** An event of an event stream about a user who was created with version 0. */
export function profileEvent(userId: string, kind: ProfileEvent['kind'], version: number): ProfileEvent {
  const id = `evt_${userId}_${kind}_${version}`;
  const object = {
    user_id: userId,
    email: `${userId}@example.com`,
    user_metadata: { version, nickname: '', list: [{ a: 1.5 }, null, ''] },
    created_at: at(0),
    updated_at: at(version),
  };
  const detail = {
    specversion: '1.0',
    type: `user.${kind}`,
    source: 'urn:auth0:my-shop',
    id,
    time: at(version),
    data: { object },
    a0tenant: 'my-shop',
    a0stream: 'est_1',
  };
  const envelope = {
    version: '0',
    id,
    'detail-type': `user.${kind}`,
    source: 'aws.partner/auth0.com/x',
    time: at(version),
    detail,
  };
  return { id, userId, kind, version, body: JSON.stringify(envelope) };
}

/**
 * Profile updates as a queue delivers them: 5% come twice, 5% come late, some users are deleted in the end.
 *
 * @param random from 0 to 1, for a repeatable course
 */
export function courseOfUpdates(count: number, users: number, random: () => number): ProfileEvent[] {
  const inOrder = Array.from({ length: count }, (_, i) => {
    const user = Math.floor(random() * users);
    return profileEvent(`auth0|${user}`, 'updated', i + 1);
  });
  const deletions = Array.from({ length: Math.floor(users / 10) }, (_, i) =>
    profileEvent(`auth0|${i * 10}`, 'deleted', count + 1 + i),
  );
  // Each change has a place in the order of arrival: its own, and for some a later one as well or instead.
  return [...inOrder, ...deletions]
    .flatMap((event, place) => {
      const late = { event, place: place + random() * count * 0.2 };
      const fate = random();
      return fate < 0.05 ? [{ event, place }, late] : fate < 0.1 ? [late] : [{ event, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

/** What must be in the table in the end: the version of each user, or that they are deleted. */
export function expectedUsers(events: ProfileEvent[]): Map<string, number | 'deleted'> {
  const users = new Map<string, number | 'deleted'>();
  for (const { userId, kind, version } of events) {
    const known = users.get(userId);
    if (kind === 'deleted') users.set(userId, 'deleted');
    else if (known !== 'deleted' && (known === undefined || version > known)) users.set(userId, version);
  }
  return users;
}

/** The users whose row is not what it must be. */
export function wrongUsers(
  expected: Map<string, number | 'deleted'>,
  items: Map<string, Record<string, unknown>>,
): string[] {
  return [...expected].flatMap(([userId, wanted]) => {
    const item = items.get(userId);
    const found =
      item === undefined || item['deleted'] === true
        ? 'deleted'
        : (item['user_metadata'] as { version: number } | undefined)?.version;
    return found === wanted ? [] : [userId];
  });
}

/** A batch of these as Lambda hands it over. */
export function toBatch(events: ProfileEvent[], first = 0): SQSEvent {
  return toLambdaEvent(events.map(({ body }, i) => ({ MessageId: `m${first + i}`, Body: body })));
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
