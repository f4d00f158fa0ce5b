import type { CredentialStore } from '../credentials/createCredentialStore.ts';
import type { AcceptedBatch } from '../store/StoredEvent.ts';

/** A session whose events were signed with the credentials of a user. */
export interface SubjectSession {
  /** The `sub` of the id token. */
  subject: string;
  monitor: string;
  sessionId: string;
  events: number;
  /** When the first batch arrived; milliseconds since 1970. */
  first: number;
  /** Milliseconds since 1970. */
  last: number;
}

export interface Subjects {
  add: (batch: AcceptedBatch) => void;
  /** Latest first. */
  list: () => SubjectSession[];
  clear: () => void;
}

const MAX = 5000;

/**
 * Whose session it is. The events do not say: who they are for is known of the credentials that signed them, as CloudTrail knows it.
 * Of the sessions that are kept the one that wrote longest ago goes first.
 */
export function createSubjects(credentials: Pick<CredentialStore, 'find'>): Subjects {
  const sessions = new Map<string, SubjectSession>();
  return {
    add({ monitor, sessionId, receivedAt, accessKeyId, size }) {
      const subject = accessKeyId === null ? undefined : credentials.find(accessKeyId)?.subject;
      if (size === 0 || subject === undefined || sessionId === undefined) return;
      const key = JSON.stringify([monitor, sessionId, subject]);
      const known = sessions.get(key) ?? {
        subject,
        monitor,
        sessionId,
        events: 0,
        first: receivedAt,
        last: receivedAt,
      };
      sessions.delete(key);
      sessions.set(key, { ...known, events: known.events + size, last: receivedAt });
      if (sessions.size > MAX) sessions.delete(sessions.keys().next().value!);
    },
    list: () => [...sessions.values()].reverse(),
    clear: () => sessions.clear(),
  };
}
