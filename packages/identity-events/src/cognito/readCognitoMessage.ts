import * as v from 'valibot';
import { MessageError } from '../model/MessageError.ts';
import { toCloudEvent, type IdentityCloudEvent } from '../model/toCloudEvent.ts';
import { parseCognitoCloudTrail } from './parseCognitoCloudTrail.ts';
import { parseCognitoUserAuthEvent } from './parseCognitoUserAuthEvent.ts';

const filledText = v.pipe(v.string(), v.nonEmpty());

const cloudEventSchema = v.object({
  specversion: v.literal('1.0'),
  id: filledText,
  source: filledText,
  type: filledText,
  subject: v.optional(filledText),
});

/**
 * What the queue of a user pool's events holds, as a CloudEvents 1.0 event: one that the trigger function has made, an event of
 * CloudTrail as EventBridge delivers it, or an entry of the log export `userAuthEvents`. Throws `MessageError` for anything else.
 *
 * @param json a message's body, parsed
 */
export function readCognitoMessage(json: unknown): IdentityCloudEvent {
  if (has(json, 'specversion')) {
    const { success } = v.safeParse(cloudEventSchema, json);
    if (!success) {
      throw new MessageError(
        'This is no CloudEvents 1.0 event: it needs the texts specversion "1.0", id, source and type.',
      );
    }
    return json as unknown as IdentityCloudEvent;
  }
  if (has(json, 'detail')) return toCloudEvent(parseCognitoCloudTrail(json));
  if (has(json, 'message')) return toCloudEvent(parseCognitoUserAuthEvent(json));
  throw new MessageError(
    'This is no CloudEvents event, no event of EventBridge and no entry of a log export: it has no "specversion", no "detail" and no "message".',
  );
}

const has = (value: unknown, key: string): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);
