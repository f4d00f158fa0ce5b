import { randomUUID } from 'node:crypto';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';

/** An event as aws-rum-web puts it on the wire. */
export function event(
  type: string,
  timestamp = 1_767_225_600,
  details: object = {},
): PutRumEventsRequest['RumEvents'][number] {
  return {
    id: randomUUID(),
    timestamp,
    type: `com.amazon.rum.${type}_event`,
    metadata: JSON.stringify({ version: '1.0.0', pageId: '/' }),
    details: JSON.stringify({ version: '1.0.0', ...details }),
  };
}

/** A valid batch of one page view, with what differs. */
export function batch(monitorId: string, changes: Partial<PutRumEventsRequest> = {}): PutRumEventsRequest {
  return {
    BatchId: randomUUID(),
    AppMonitorDetails: { id: monitorId, version: '1.0.0' },
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: [event('page_view', undefined, { pageId: '/', interaction: 0 })],
    ...changes,
  };
}
