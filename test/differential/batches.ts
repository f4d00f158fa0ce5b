import type { StoredEvent } from '@dual-rum/console';
import type { Normalized } from './normalize.ts';

/**
 * What batches say about their events, as things to compare: which fields there are and what they hold. How many batches
 * there are, and which of them by beacon, is up to each SDK.
 */
export function batchFields(events: StoredEvent[], host: string): Normalized[] {
  const kinds = new Map<string, Normalized>();
  for (const { sessionMetadata, appVersion, userId, sessionId } of events) {
    const fields: Record<string, unknown> = {
      appVersion,
      userId: userId === undefined ? 'absent' : '<uuid>',
      sessionId: sessionId === undefined ? 'absent' : '<uuid>',
    };
    for (const [key, value] of Object.entries(sessionMetadata ?? {}))
      fields[`sessionMetadata.${key}`] = value === host ? '<host>' : (value as unknown);
    // Two kinds of batches are expected: those before and those after the page has added attributes to its session.
    const { 'sessionMetadata.group': group } = fields;
    kinds.set(JSON.stringify(fields), { label: `batch, session group ${String(group ?? 'none')}`, fields });
  }
  return [...kinds.values()];
}

/** How many users and sessions there are. */
export function identities(events: StoredEvent[]): Normalized {
  const count = (values: unknown[]): number => new Set(values).size;
  return {
    label: 'all batches',
    fields: {
      users: count(events.map(({ userId }) => userId)),
      sessions: count(events.map(({ sessionId }) => sessionId)),
      copies: events.length - count(events.map(({ id }) => id)),
    },
  };
}
