import * as v from 'valibot';
import { maybe, object, text } from '../model/lenient.ts';

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
