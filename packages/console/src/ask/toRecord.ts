import type { StoredEvent } from '../store/StoredEvent.ts';

/** An event as CloudWatch RUM's log export has it, a line of JSON, with what the console knows besides. */
export function toRecord(event: StoredEvent, arrival: number, copy: number): string {
  const { sessionMetadata, metadata, details } = event;
  return JSON.stringify({
    event_timestamp: event.timestamp * 1000,
    event_type: event.type,
    event_id: event.id,
    log_stream: new Date(event.timestamp * 1000).toISOString().slice(0, 13),
    application_id: event.monitorId,
    application_version: event.appVersion ?? '',
    metadata: { ...(sessionMetadata as object | undefined), ...(metadata as object | undefined) },
    user_details: { sessionId: event.sessionId ?? '', userId: event.userId ?? '' },
    event_details: details ?? {},
    dual_rum: {
      monitor: event.monitor,
      received_at: event.receivedAt,
      arrival,
      copy,
      batch_id: event.batchId,
      role: event.role,
      transport: event.transport,
    },
  });
}
