import { parse, safeParse } from 'valibot';
import { isIP } from 'node:net';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import { filled } from '../model/filled.ts';
import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { known } from '../model/known.ts';
import { envelopeSchema } from '../model/lenient.ts';
import { MessageError } from '../model/MessageError.ts';
import { toInstant } from '../model/toInstant.ts';
import { typeOfCall } from './cloudTrailNames.ts';
import { issuerOf } from './issuerOf.ts';
import { additionalSchema, cloudTrailSchema, requestSchema, responseSchema } from './cloudTrailSchemas.ts';

/**
 * The identity event in what EventBridge delivers of CloudTrail about user pools: `AWS API Call via CloudTrail` for the API,
 * `AWS Service Event via CloudTrail` for the hosted pages.
 *
 * An `eventName` that is not in the table, and one of another service, becomes an event of type `other`, with its code. A field
 * of a wrong type counts as absent, and so does what CloudTrail hides. Throws `MessageError` for what is no event of
 * EventBridge, has no id, or says nowhere when it happened.
 *
 * @param envelope the event as EventBridge puts it into a queue, parsed
 * @example
 * const event = parseCognitoCloudTrail(JSON.parse(record.body));
 * if (event.type === 'sign-in-failed') console.log(event.ip, event.reason);
 */
export function parseCognitoCloudTrail(envelope: unknown): IdentityEvent {
  const parsed = safeParse(envelopeSchema, envelope);
  if (!parsed.success) {
    throw new MessageError(
      'This is no event of EventBridge: it has no object "detail". Send the whole event to the queue, without an input transformer.',
    );
  }
  // As it came: what the schemas return is a copy without what they do not know.
  const raw = (envelope as { detail: Record<string, unknown> }).detail;
  const trail = parse(cloudTrailSchema, raw);
  const id = filled(trail.eventID) ?? filled(parsed.output.id);
  const at = toInstant(trail.eventTime) ?? toInstant(parsed.output.time);
  if (id === undefined) throw new MessageError('The event has no id: neither "eventID" nor the "id" of EventBridge.');
  if (at === undefined)
    throw new MessageError('The event has no time: neither "eventTime" nor the "time" of EventBridge.');

  const request = parse(requestSchema, trail.requestParameters ?? {});
  const response = parse(responseSchema, trail.responseElements ?? {});
  const additional = parse(additionalSchema, trail.additionalEventData ?? {});
  const { errorCode, errorMessage, sourceIPAddress } = trail;
  const status = Number(additional.responseParameters?.status ?? 0);
  const failed = errorCode !== undefined || status >= 400;
  const code = trail.eventName ?? '';
  const ofUserPools = trail.eventSource === 'cognito-idp.amazonaws.com';
  const type = ofUserPools ? typeOfCall(code, request.authFlow, failed) : 'other';
  const userPoolId = additional.userPoolId ?? request.userPoolId;
  const client = request.clientId ?? additional.requestParameters?.client_id;
  return {
    id,
    source: filled(parsed.output.source) ?? 'aws.cognito-idp',
    type,
    outcome: EVENT_TYPES[type],
    ...known({
      subject:
        additional.sub ??
        additional.requestParameters?.sub ??
        response.userSub ??
        response.user?.attributes?.find(({ name }) => name === 'sub')?.value,
      issuer: issuerOf(userPoolId),
      // Calls of AWS's own services have the name of the service there.
      ip: isIP(sourceIPAddress ?? '') > 0 ? sourceIPAddress : undefined,
      userAgent: trail.userAgent,
      reason: [errorCode, errorMessage].filter((part) => part !== undefined).join(': '),
      tenant: userPoolId,
    }),
    occurredAt: at,
    provider: 'cognito',
    code,
    ...(client !== undefined && { client: { id: client } }),
    raw,
  };
}
