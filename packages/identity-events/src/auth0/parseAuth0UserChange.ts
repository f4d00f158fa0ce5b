import { parse } from 'valibot';
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
 * of EventBridge, and for what is about one user and does not say whom, or what became of them.
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

/** Logs that tell fields of one user, or that they are deleted. */
const ABOUT_ONE_USER: ReadonlySet<string> = new Set(['ss', 'sce', 'scu', 'scpn', 'scp', 'sv', 'sdu']);

function fromStream({ id, at, code, user, userId, updatedAt }: StreamEntry): UserChange {
  if (userId === undefined) throw nobody(code, '"user_id" in "data.object"');
  if (code === 'user.deleted') return { kind: 'deleted', eventId: id, userId, at };
  return { kind: 'profile', eventId: id, userId, at: updatedAt ?? at, profile: user };
}

function fromLog(entry: LogEntry): UserChange | undefined {
  const { id, at, code, log } = entry;
  if (code === 'sapi') return fromOperation(entry);
  if (!ABOUT_ONE_USER.has(code)) return undefined;
  const userId = filled(log.user_id);
  if (userId === undefined) throw nobody(code, '"user_id" in "data"');
  if (code === 'sdu') return { kind: 'deleted', eventId: id, userId, at };
  const fields = changedFields(code, log, at);
  if (!fields)
    throw new MessageError(`The event ${code} does not tell what changed: "details.body" lacks the new value.`);
  return { kind: code === 'ss' ? 'signed-up' : 'fields', eventId: id, userId, at, fields };
}

function fromOperation({ id, at, code, log }: LogEntry): UserChange | undefined {
  const operation = userOperation(log);
  if (!operation) return undefined;
  const { kind, userId, user } = operation;
  if (kind === 'deleted') {
    if (userId === undefined) throw nobody(code, 'user id in its path');
    return { kind: 'deleted', eventId: id, userId, at };
  }
  if (userId === undefined || !user) throw nobody(code, 'user with a "user_id" in "details.response.body"');
  const updatedAt = toInstant(parse(userSchema, user).updated_at);
  return { kind: 'profile', eventId: id, userId, at: updatedAt ?? at, profile: user };
}

function nobody(code: string, lacks: string): MessageError {
  return new MessageError(`The event ${code} has no ${lacks}: nobody can say whose profile it is.`);
}
