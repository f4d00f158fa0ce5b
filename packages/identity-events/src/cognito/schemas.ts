import * as v from 'valibot';
import { anObject, maybe, object, text } from '../model/lenient.ts';

/** What CloudTrail writes instead of what it hides. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** A text that says something. */
const shown = v.pipe(
  text,
  v.transform((value) => (value === '' || value === HIDDEN ? undefined : value)),
);

/** The first of several values of a parameter of a hosted page. */
const first = v.pipe(
  maybe(v.array(v.unknown())),
  v.transform((values) => v.parse(shown, values?.[0])),
);

/**
 * What all triggers send:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html.
 */
export const triggerSchema = v.object({
  triggerSource: v.pipe(v.string(), v.nonEmpty()),
  userPoolId: text,
  callerContext: maybe(v.object({ clientId: text, clientName: text })),
  request: maybe(v.object({ userAttributes: object })),
});

/** `request.userAttributes`. `identities` is JSON as text. */
export const attributesSchema = v.object({ sub: text, identities: text });

export const identitiesSchema = v.array(v.object({ providerName: text, providerType: text }));

/**
 * `detail` of a CloudTrail event: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/understanding-amazon-cognito-entries.html.
 */
export const cloudTrailSchema = v.object({
  eventID: text,
  eventTime: text,
  eventSource: text,
  eventName: text,
  errorCode: shown,
  errorMessage: shown,
  sourceIPAddress: shown,
  userAgent: shown,
  requestParameters: object,
  responseElements: object,
  additionalEventData: object,
});

export const requestSchema = v.object({ authFlow: shown, clientId: shown, userPoolId: shown });

const attributeSchema = v.object({ name: text, value: shown });

export const responseSchema = v.object({
  userSub: shown,
  user: maybe(v.object({ attributes: maybe(v.array(v.fallback(attributeSchema, {}))) })),
});

export const additionalSchema = v.object({
  sub: shown,
  userPoolId: shown,
  requestParameters: maybe(v.object({ client_id: first, sub: first })),
  responseParameters: maybe(v.object({ status: text })),
});

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
