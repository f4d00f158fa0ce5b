import type { TimelineRow } from './sessions.ts';
import { toTime } from './span.ts';

/** What reached the console in one request. */
export interface Batch {
  id: string;
  /** In the order of their first events, from 1 on. */
  number: number;
  events: number;
  role: string | null;
  transport: string | null;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** The batches of a session's events, by their ids. Events of an export have none. */
export function batchesOf(rows: readonly TimelineRow[]): Map<string, Batch> {
  const found = new Map<string, Batch>();
  for (const { batch_id: id, role, transport, received_at: receivedAt } of rows) {
    if (id === null) continue;
    const batch = found.get(id) ?? {
      ...{ id, number: found.size + 1, events: 0 },
      ...{ role, transport, receivedAt: toTime(receivedAt) },
    };
    batch.events += 1;
    found.set(id, batch);
  }
  return found;
}
