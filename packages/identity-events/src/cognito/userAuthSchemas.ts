import * as v from 'valibot';
import { anObject, maybe, text } from '../model/lenient.ts';

/**
 * An entry of the log export:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html.
 */
export const logEntrySchema = v.object({
  eventTimestamp: text,
  message: anObject,
  logSourceId: maybe(v.object({ userPoolId: text })),
});

/** `message` of an entry. */
export const userAuthSchema = v.object({
  eventId: text,
  eventType: text,
  eventResponse: text,
  userSub: text,
  userPoolId: text,
  clientId: text,
  creationDate: text,
  riskDecision: text,
  ipAddress: text,
  idpName: text,
});
