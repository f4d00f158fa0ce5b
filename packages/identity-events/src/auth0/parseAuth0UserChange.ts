import { filled } from '../model/filled.ts';
import { MessageError } from '../model/MessageError.ts';
import type { UserChange } from '../model/UserChange.ts';
import { toInstant } from '../model/toInstant.ts';
import { changedFields } from './changedFields.ts';
import { readEnvelope, type LogEntry, type StreamEntry } from './readEnvelope.ts';
import { userSchema } from './schemas.ts';
import { userOperation } from './userOperation.ts';

/**
 * What an event says about a user's profile, or undefined when it says nothing of one.
 *
 * Whole profiles come from event streams and from the Management API's answers (`sapi`); `ss`, `sce`, `scp`, `scu`, `scpn`
 * and `sv` tell single fields; `sdu`, `user.deleted` and `sapi` tell deletions. Throws `MessageError` for what is no event
 * of EventBridge, and for an event of an event stream that names no user.
 *
 * @param envelope the event as EventBridge puts it into a queue, parsed
 * @example
 * const change = parseAuth0UserChange(JSON.parse(record.body));
 * if (change?.kind === 'profile') console.log(change.userId, change.profile.user_metadata);
 */
export function parseAuth0UserChange(envelope: unknown): UserChange | undefined {
  const entry = readEnvelope(envelope);
  return entry.kind === 'stream' ? fromStream(entry) : fromLog(entry);
}

function fromStream({ id, at, code, user, userId, updatedAt }: StreamEntry): UserChange {
  if (userId === undefined) {
    throw new MessageError(`The event ${code} has no "user_id" in "data.object": nobody can say whose profile it is.`);
  }
  if (code === 'user.deleted') return { kind: 'deleted', eventId: id, userId, at };
  return { kind: 'profile', eventId: id, userId, at: updatedAt ?? at, profile: user };
}

function fromLog({ id, at, code, log }: LogEntry): UserChange | undefined {
  if (code === 'sapi') {
    const operation = userOperation(log);
    if (!operation) return undefined;
    const { kind, userId, user } = operation;
    if (kind === 'deleted') return { kind: 'deleted', eventId: id, userId, at };
    if (!user) return undefined;
    const updatedAt = toInstant(userSchema.parse(user).updated_at);
    return { kind: 'profile', eventId: id, userId, at: updatedAt ?? at, profile: user };
  }
  const userId = filled(log.user_id);
  if (userId === undefined) return undefined;
  if (code === 'sdu') return { kind: 'deleted', eventId: id, userId, at };
  const fields = changedFields(code, log, at);
  return fields && { kind: code === 'ss' ? 'signed-up' : 'fields', eventId: id, userId, at, fields };
}
