import type { StoredEvent } from '@dual-rum/console';
import { toArrival } from '../judge/arrival.ts';
import type { Run } from '../drive/driver.ts';

/** A line of a trace shows so many events of a batch. */
const SHOWN = 12;

/** What the page did and what the batches brought, in order of time. */
export function trace({ diary, events }: Run): string {
  const from = diary[0]?.at ?? 0;
  const batches = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = `${event.batchId} ${event.receivedAt}`;
    batches.set(key, [...(batches.get(key) ?? []), event]);
  }
  const lines = [
    ...diary.map(({ at, tick: _, ...entry }) => ({ at, text: JSON.stringify(entry) })),
    ...[...batches.values()].map((batch) => ({ at: batch[0]!.receivedAt, text: `    ${describe(batch)}` })),
  ];
  return lines
    .sort((one, other) => one.at - other.at)
    .map(({ at, text }) => `${String(at - from).padStart(6)} ${text}`)
    .join('\n');
}

function describe(batch: StoredEvent[]): string {
  const { monitor, batchId, sessionId = 'none', transport } = batch[0]!;
  const names = batch.map((event) => {
    const { type, of } = toArrival(event, 'guest');
    return of ? `${type} ${of.label}` : type;
  });
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), `and ${names.length - SHOWN} more`] : names;
  return `→ ${monitor} by ${transport}, batch ${batchId.slice(0, 4)}, session ${sessionId.slice(0, 4)}: ${shown.join(', ')}`;
}
