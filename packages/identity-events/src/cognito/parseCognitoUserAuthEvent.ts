import { parse, safeParse } from 'valibot';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import { filled } from '../model/filled.ts';
import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { known } from '../model/known.ts';
import { MessageError } from '../model/MessageError.ts';
import { toInstant } from '../model/toInstant.ts';
import { issuerOf } from './issuerOf.ts';
import { logEntrySchema, userAuthSchema } from './userAuthSchemas.ts';
import { typeOfUserAuthEvent } from './userAuthEvents.ts';

/**
 * The identity event in an entry of a user pool's log export `userAuthEvents`, which the Plus plan has.
 *
 * An `eventType` or `eventResponse` that nobody knows yet becomes an event of type `other`, with its code. A field of a wrong type
 * counts as absent. Throws `MessageError` for what is no entry, has no id, or says nowhere when it happened.
 *
 * @param entry one entry of the log group, the stream or the file in S3, parsed
 * @example
 * const event = parseCognitoUserAuthEvent(JSON.parse(line));
 * console.log(event.type, event.subject, event.ip);
 */
export function parseCognitoUserAuthEvent(entry: unknown): IdentityEvent {
  const parsed = safeParse(logEntrySchema, entry);
  if (!parsed.success) {
    throw new MessageError(
      'This is no entry of the log export of a user pool: it has no object "message". Give one entry at a time.',
    );
  }
  const message = parse(userAuthSchema, parsed.output.message);
  const id = filled(message.eventId);
  const at = toInstant(Number(parsed.output.eventTimestamp ?? NaN)) ?? toInstant(message.creationDate);
  if (id === undefined) throw new MessageError('The entry has no id: its message has no "eventId".');
  if (at === undefined)
    throw new MessageError('The entry has no time: neither "eventTimestamp" nor the "creationDate" of its message.');

  const userPoolId = filled(message.userPoolId) ?? filled(parsed.output.logSourceId?.userPoolId);
  const issuer = issuerOf(userPoolId);
  const client = filled(message.clientId);
  const code = message.eventType ?? '';
  const type = typeOfUserAuthEvent(code, message.eventResponse);
  const outcome = EVENT_TYPES[type];
  return {
    id,
    source: issuer ?? 'urn:cognito',
    type,
    outcome,
    ...known({
      subject: message.userSub,
      issuer,
      connection: message.idpName,
      ip: message.ipAddress,
      reason: outcome === 'failure' ? message.riskDecision : undefined,
      tenant: userPoolId,
    }),
    occurredAt: at,
    provider: 'cognito',
    code,
    ...(client !== undefined && { client: { id: client } }),
    raw: entry,
  };
}
