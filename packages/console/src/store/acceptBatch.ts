import type { PutRumEventsRequest } from './PutRumEventsRequest.ts';
import type { AcceptedBatch, BatchInfo, StoredEvent } from './StoredEvent.ts';

/** How a request was received. */
export type Received = Pick<BatchInfo, 'monitor' | 'monitorId' | 'role' | 'accessKeyId' | 'transport' | 'receivedAt'>;

/**
 * A valid request as the batch that is stored. `read` gives the request again when somebody looks at the events: its bytes take less
 * room than what was read from them, and none of what the garbage collector looks after.
 */
export function acceptBatch(
  request: PutRumEventsRequest,
  received: Received,
  read: () => PutRumEventsRequest,
): AcceptedBatch {
  const ids = request.RumEvents.map(({ id }) => id);
  let content: { read: () => PutRumEventsRequest } | { events: StoredEvent[] } = { read };
  return {
    ...received,
    batchId: request.BatchId,
    sessionId: request.UserDetails.sessionId,
    size: ids.length,
    ids: () => ids,
    events() {
      // What was read takes the place of the bytes.
      if ('read' in content) content = { events: eventsOf(content.read(), received) };
      return content.events;
    },
    readEvents: () => ('read' in content ? eventsOf(content.read(), received) : content.events),
  };
}

/** Events as a batch. */
export function batchOfEvents(info: Omit<BatchInfo, 'sessionMetadata'>, events: readonly StoredEvent[]): AcceptedBatch {
  const { monitor, monitorId, batchId, sessionId, role, accessKeyId, transport, receivedAt } = info;
  return {
    monitor,
    monitorId,
    batchId,
    sessionId,
    role,
    accessKeyId,
    transport,
    receivedAt,
    size: events.length,
    ids: () => events.map(({ id }) => id),
    events: () => events,
    readEvents: () => events,
  };
}

function eventsOf(request: PutRumEventsRequest, received: Received): StoredEvent[] {
  const batch: BatchInfo = {
    ...received,
    batchId: request.BatchId,
    appVersion: request.AppMonitorDetails.version,
    userId: request.UserDetails.userId,
    sessionId: request.UserDetails.sessionId,
    sessionMetadata: parse(request.SessionMetadata),
  };
  return request.RumEvents.map(({ id, type, timestamp, details, metadata }) => ({
    ...batch,
    id,
    type,
    timestamp,
    details: parse(details),
    metadata: parse(metadata),
  }));
}

const parse = (json: string | undefined): unknown => (json === undefined ? undefined : JSON.parse(json));
