import type { StoredEvent, Transport } from '../store/StoredEvent.ts';

/**
 * An event as CloudWatch RUM's log export has it, one object a line, with what the console knows besides in `dual_rum`.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-datacollected.html
 */
export interface EventRecord {
  /** Milliseconds since 1970. */
  event_timestamp: number;
  event_type: string;
  event_id: string;
  event_version?: string;
  /** The hour: `2026-11-26T10`. */
  log_stream?: string;
  application_id?: string;
  application_version?: string;
  metadata?: unknown;
  user_details?: { sessionId?: string; userId?: string };
  event_details?: unknown;
  dual_rum?: {
    monitor?: string;
    /** Order of arrival. */
    arrival?: number;
    /** 1 for the first event with this id. */
    copy?: number;
    received_at?: number;
    batch_id?: string;
    role?: string | null;
    transport?: Transport;
    access_key_id?: string | null;
    session_metadata?: unknown;
  };
}

/** The event as a line of JSON. */
export function toRecord(event: StoredEvent, arrival: number, copy: number): string {
  const at = event.timestamp * 1000;
  const record: EventRecord = {
    event_timestamp: Math.round(at),
    event_type: event.type,
    event_id: event.id,
    event_version: '1.0.0',
    log_stream: new Date(at).toISOString().slice(0, 13),
    application_id: event.monitorId,
    application_version: event.appVersion ?? '',
    metadata: event.metadata,
    user_details: { sessionId: event.sessionId!, userId: event.userId! },
    event_details: event.details,
    dual_rum: {
      monitor: event.monitor,
      arrival,
      copy,
      received_at: event.receivedAt,
      batch_id: event.batchId,
      role: event.role,
      transport: event.transport,
      access_key_id: event.accessKeyId,
      session_metadata: event.sessionMetadata,
    },
  };
  return JSON.stringify(record);
}

/** The record as the event that it was. An exported one has no batch and no role. */
export function fromRecord(record: EventRecord): StoredEvent {
  const { dual_rum: own = {}, user_details: user = {} } = record;
  return {
    id: record.event_id,
    type: record.event_type,
    timestamp: record.event_timestamp / 1000,
    details: record.event_details,
    metadata: record.metadata,
    monitor: own.monitor ?? record.application_id ?? '',
    monitorId: record.application_id ?? '',
    batchId: own.batch_id ?? '',
    appVersion: record.application_version || undefined,
    userId: user.userId || undefined,
    sessionId: user.sessionId || undefined,
    sessionMetadata: own.session_metadata,
    role: own.role ?? null,
    accessKeyId: own.access_key_id ?? null,
    transport: own.transport ?? 'fetch',
    receivedAt: own.received_at ?? record.event_timestamp,
  };
}
