import type { BatchInfo, StoredEvent } from '../store/StoredEvent.ts';
import type { ParseJson } from './parseOnce.ts';
import type { PutRumEventsRequest } from './PutRumEventsRequest.ts';

type Received = Pick<BatchInfo, 'monitor' | 'monitorId' | 'role' | 'accessKeyId' | 'transport' | 'receivedAt'>;

/** A valid batch as it is stored: the texts of JSON parsed, with how it was received. */
export function toStored(
  request: PutRumEventsRequest,
  received: Received,
  parseJson: ParseJson,
): { batch: BatchInfo; events: Omit<StoredEvent, keyof BatchInfo>[] } {
  const parse = (json: string | undefined): unknown => (json === undefined ? undefined : parseJson(json));
  return {
    batch: {
      ...received,
      batchId: request.BatchId,
      appVersion: request.AppMonitorDetails.version,
      userId: request.UserDetails.userId,
      sessionId: request.UserDetails.sessionId,
      sessionMetadata: parse(request.SessionMetadata),
    },
    events: request.RumEvents.map(({ id, type, timestamp, details, metadata }) => ({
      id,
      type,
      timestamp,
      details: parse(details),
      metadata: parse(metadata),
    })),
  };
}
