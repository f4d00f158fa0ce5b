import { parse, safeParse } from 'valibot';
import { filled } from '../model/filled.ts';
import { envelopeSchema } from '../model/lenient.ts';
import { MessageError } from '../model/MessageError.ts';
import { toInstant } from '../model/toInstant.ts';
import { logDetailSchema, logSchema, streamSchema, userSchema, type Log } from './schemas.ts';

interface Received {
  id: string;
  source: string;
  /** When it happened. */
  at: string;
  /** What Auth0 sent. */
  raw: unknown;
}

/** An event of a log stream. */
export interface LogEntry extends Received {
  kind: 'log';
  code: string;
  log: Log;
}

/** An event of an event stream. */
export interface StreamEntry extends Received {
  kind: 'stream';
  code: 'user.created' | 'user.updated' | 'user.deleted';
  tenant: string | undefined;
  user: Record<string, unknown>;
  userId: string | undefined;
  updatedAt: string | undefined;
}

/**
 * Reads what EventBridge delivers of Auth0's log streams and event streams.
 *
 * Reads all that it can: a field of a wrong type counts as absent. Throws `MessageError` for what is no event of
 * EventBridge, has no id, or says nowhere when it happened.
 */
export function readEnvelope(value: unknown): LogEntry | StreamEntry {
  const envelope = safeParse(envelopeSchema, value);
  if (!envelope.success) {
    throw new MessageError(
      'This is no event of EventBridge: it has no object "detail". Send the whole event to the queue, without an input transformer.',
    );
  }
  // As it came: what the schemas return is a copy without what they do not know.
  const { detail } = value as { detail: Record<string, unknown> };
  return readStream(envelope.output, detail) ?? readLog(envelope.output, detail);
}

interface Envelope {
  id?: string | undefined;
  source?: string | undefined;
  time?: string | undefined;
  'detail-type'?: string | undefined;
}

function readStream(envelope: Envelope, detail: Record<string, unknown>): StreamEntry | undefined {
  const parsed = safeParse(streamSchema, detail);
  if (!parsed.success) return undefined;
  const { type, id, source, time, a0tenant } = parsed.output;
  // The documentation has both spellings: `user.updated` and `com.auth0.user.updated`.
  const [code] = /user\.(created|updated|deleted)$/.exec(type ?? envelope['detail-type'] ?? '') ?? [];
  if (!code) return undefined;
  const user = (detail as { data: { object: Record<string, unknown> } }).data.object;
  const { user_id, updated_at } = parse(userSchema, user);
  return {
    kind: 'stream',
    code: code as StreamEntry['code'],
    ...received([id, envelope.id], [source, envelope.source], [time, envelope.time]),
    raw: detail,
    tenant: filled(a0tenant),
    user,
    userId: filled(user_id),
    updatedAt: toInstant(updated_at),
  };
}

function readLog(envelope: Envelope, detail: Record<string, unknown>): LogEntry {
  const { log_id, data } = parse(logDetailSchema, detail);
  const raw = data ?? detail;
  const log = parse(logSchema, raw);
  return {
    kind: 'log',
    code: log.type ?? '',
    ...received([log_id, log.log_id, log._id, envelope.id], [envelope.source], [log.date, envelope.time]),
    raw: detail,
    log,
  };
}

/** The first of each that says something. */
function received(ids: Candidates, sources: Candidates, times: Candidates): Omit<Received, 'raw'> {
  const id = ids.map(filled).find((one) => one !== undefined);
  const at = times.map(toInstant).find((one) => one !== undefined);
  if (id === undefined) throw new MessageError('The event has no id: neither "log_id" nor the "id" of EventBridge.');
  if (at === undefined)
    throw new MessageError('The event has no time: neither a "date" nor the "time" of EventBridge.');
  return { id, at, source: sources.map(filled).find((one) => one !== undefined) ?? 'urn:auth0' };
}

type Candidates = (string | undefined)[];
