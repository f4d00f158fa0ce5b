import * as z from 'zod/mini';
import { object, text } from '../model/lenient.ts';

/** What CloudTrail writes instead of what it hides. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** A text that says something. */
const shown = z.pipe(
  text,
  z.transform((value) => (value === '' || value === HIDDEN ? undefined : value)),
);

/** The first of several values of a parameter of a hosted page. */
const first = z.pipe(
  z.catch(z.optional(z.array(z.unknown())), undefined),
  z.transform((values) => shown.parse(values?.[0])),
);

/**
 * What all triggers send:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html.
 */
export const triggerSchema = z.object({
  triggerSource: z.string().check(z.minLength(1)),
  userPoolId: text,
  callerContext: z.catch(z.optional(z.object({ clientId: text, clientName: text })), undefined),
  request: z.catch(z.optional(z.object({ userAttributes: object })), undefined),
});

/** `request.userAttributes`. `identities` is JSON as text. */
export const attributesSchema = z.object({ sub: text, identities: text });

export const identitiesSchema = z.array(z.object({ providerName: text, providerType: text }));

/**
 * `detail` of a CloudTrail event: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/understanding-amazon-cognito-entries.html.
 */
export const cloudTrailSchema = z.object({
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

export const requestSchema = z.object({ authFlow: shown, clientId: shown, userPoolId: shown });

export const responseSchema = z.object({
  userSub: shown,
  user: z.catch(
    z.optional(
      z.object({
        attributes: z.catch(
          z.optional(z.array(z.catch(z.object({ name: text, value: shown }), { value: undefined }))),
          undefined,
        ),
      }),
    ),
    undefined,
  ),
});

export const additionalSchema = z.object({
  sub: shown,
  userPoolId: shown,
  requestParameters: z.catch(z.optional(z.object({ client_id: first, sub: first })), undefined),
  responseParameters: z.catch(z.optional(z.object({ status: text })), undefined),
});

/**
 * An entry of the log export:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html.
 */
export const logEntrySchema = z.object({
  eventTimestamp: text,
  message: z.record(z.string(), z.unknown()),
  logSourceId: z.catch(z.optional(z.object({ userPoolId: text })), undefined),
});

/** `message` of an entry. */
export const userAuthSchema = z.object({
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
