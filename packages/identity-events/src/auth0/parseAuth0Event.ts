import { EVENT_TYPES, type IdentityEventType } from '../model/eventTypes.ts';
import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { known } from '../model/known.ts';
import { LOG_CODES } from './logCodes.ts';
import { readEnvelope, type LogEntry, type StreamEntry } from './readEnvelope.ts';
import { STREAM_TYPES, USER_OPERATIONS } from './refinedTypes.ts';
import { userOperation } from './userOperation.ts';

/** Codes whose `user_id` is who acts, not who is acted on. */
const BY_ADMINISTRATORS = new Set(['sapi', 'mgmt_api_read', 'sscim', 'fscim']);

/**
 * The identity event in what EventBridge delivers of an Auth0 log stream or event stream.
 *
 * A code that is not in the table becomes an event of type `other`, with its code. Throws `MessageError` for what is no
 * event of EventBridge.
 *
 * @param envelope the event as EventBridge puts it into a queue, parsed
 * @example
 * const event = parseAuth0Event(JSON.parse(record.body));
 * console.log(event.type, event.subject, event.occurredAt);
 */
export function parseAuth0Event(envelope: unknown): IdentityEvent {
  const entry = readEnvelope(envelope);
  return entry.kind === 'log' ? fromLog(entry) : fromStream(entry);
}

function fromLog({ id, source, at, raw, code, log }: LogEntry): IdentityEvent {
  const operation = code === 'sapi' ? userOperation(log) : undefined;
  const type = operation ? USER_OPERATIONS[operation.kind] : typeOf(code);
  const outcome = EVENT_TYPES[type];
  const client = known({ id: log.client_id, name: log.client_name });
  return {
    id,
    source,
    type,
    outcome,
    ...known({
      subject: operation ? operation.userId : BY_ADMINISTRATORS.has(code) ? undefined : log.user_id,
      issuer: issuerOf(log.hostname),
      connection: log.connection,
      strategy: log.strategy,
      ip: log.ip,
      userAgent: log.user_agent,
      country: log.location_info?.country_code,
      reason: outcome === 'success' ? undefined : log.description,
      tenant: log.tenant_name ?? tenantOf(source),
    }),
    occurredAt: at,
    provider: 'auth0',
    code,
    ...(Object.keys(client).length > 0 && { client }),
    raw,
  };
}

function fromStream({ id, source, at, raw, code, tenant, userId }: StreamEntry): IdentityEvent {
  const type = STREAM_TYPES[code];
  return {
    id,
    source,
    type,
    outcome: EVENT_TYPES[type],
    ...known({ subject: userId, tenant }),
    occurredAt: at,
    provider: 'auth0',
    code,
    raw,
  };
}

function typeOf(code: string): IdentityEventType {
  return (Object.hasOwn(LOG_CODES, code) ? LOG_CODES[code]?.type : undefined) ?? 'other';
}

/** A failed request may name any host. */
function issuerOf(hostname: string | undefined): string | undefined {
  return hostname !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(hostname) ? `https://${hostname}/` : undefined;
}

/** `aws.partner/auth0.com/my-shop-1a2b…/auth0.logs` is the tenant my-shop, a hyphen and a UUID. */
function tenantOf(source: string): string | undefined {
  return /^aws\.partner\/auth0\.com\/(.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\//.exec(source)?.[1];
}
