import type { Monitor } from '../../page/diary.ts';
import type { Arrival, Evidence, Violation } from '../evidence.ts';

const NONE = '00000000-0000-0000-0000-000000000000';

/** A browser is one user in each monitor, and nothing links the two. No event is stored twice. */
export function ids({ arrivals }: Evidence): Violation[] {
  const found: Violation[] = [];
  const of = (monitor: Monitor, id: (arrival: Arrival) => string | undefined): Set<string | undefined> =>
    new Set(arrivals.filter((arrival) => arrival.monitor === monitor).map(id));

  for (const monitor of ['guest', 'authenticated'] as const) {
    const users = of(monitor, ({ userId }) => userId);
    if (users.size > 1)
      found.push({ rule: 'user', message: `${users.size} users of one browser in the ${monitor} monitor` });
    if (users.has(NONE) || users.has(undefined))
      found.push({ rule: 'user', message: `events without a user in the ${monitor} monitor` });
  }
  for (const [name, id] of Object.entries({
    user: ({ userId }: Arrival) => userId,
    session: ({ sessionId }: Arrival) => sessionId,
  })) {
    const signedIn = of('authenticated', id);
    for (const one of of('guest', id)) {
      if (signedIn.has(one)) found.push({ rule: 'linked', message: `both monitors have ${name} ${one}` });
    }
  }
  const times = new Map<string, number>();
  for (const { id } of arrivals) times.set(id, (times.get(id) ?? 0) + 1);
  for (const [id, count] of times) {
    if (count > 1) found.push({ rule: 'event id', message: `event ${id} is stored ${count} times` });
  }
  return found;
}
