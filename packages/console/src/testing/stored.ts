import { batchOfEvents } from '../store/acceptBatch.ts';
import type { AcceptedBatch, BatchInfo, StoredEvent } from '../store/StoredEvent.ts';

/** What a stored batch says of itself, with what differs. */
export const batchOf = (changes: Partial<BatchInfo>): BatchInfo => ({
  monitor: 'A',
  monitorId: 'a',
  batchId: 'batch',
  appVersion: '1.0.0',
  userId: 'user',
  sessionId: 'session',
  sessionMetadata: undefined,
  role: 'DualRum-Guest',
  accessKeyId: 'ASIAX',
  transport: 'fetch',
  receivedAt: 0,
  ...changes,
});

/** An event of a stored batch. `type` is a short one of aws-rum-web's. */
export const storedEvent = (
  id: string,
  type = 'http',
  timestamp = 0,
  details: object = {},
): Omit<StoredEvent, keyof BatchInfo> => ({
  id,
  type: `com.amazon.rum.${type}_event`,
  timestamp,
  details,
  metadata: undefined,
});

/** A batch of these events. */
export const acceptedOf = (batch: BatchInfo, events: Omit<StoredEvent, keyof BatchInfo>[]): AcceptedBatch =>
  batchOfEvents(
    batch,
    events.map((event) => ({ ...batch, ...event })),
  );
