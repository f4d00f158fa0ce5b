import * as v from 'valibot';
import { maybe, object, text } from '../model/lenient.ts';

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
