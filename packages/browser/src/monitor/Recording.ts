import type { BatchOwner } from '../transport/batch.ts';

/** A session, with what CloudWatch is told of it beside its events. */
export interface Session {
  id: string;
  metadata?: string;
}

/** What one app monitor records between two switches. Events that are reported late still find their session here. */
export interface Recording {
  /** `live` until the next switch; then `ended`; `released` once its credentials are let go of, and nothing more is taken. */
  state: 'live' | 'ended' | 'released';
  /** Under whose name its batches are sent. */
  owner: BatchOwner;
  /** The session of its latest event; none before the first. */
  session?: Session;
  /** Its session has reached sessionEventLimit, and the app knows. */
  limitReported?: boolean;
}
