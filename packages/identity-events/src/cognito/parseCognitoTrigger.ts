import { parse, safeParse } from 'valibot';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { known } from '../model/known.ts';
import { MessageError } from '../model/MessageError.ts';
import { issuerOf } from './issuerOf.ts';
import { attributesSchema, identitiesSchema, triggerSchema } from './triggerSchemas.ts';
import { triggerId } from './triggerId.ts';
import { typeOfTrigger } from './triggerSources.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/**
 * The identity event in what Cognito sends to a Lambda trigger of a user pool.
 *
 * Cognito gives no id and no time. The id is made of the content and of the time, so that Cognito's three tries give the same; a
 * confirmed sign-up has the same id at any time. `raw` is without what may be secret: validation data, client metadata,
 * passwords, codes, answers to challenges and tokens.
 *
 * A trigger source that is not in the table becomes an event of type `other`, with its code. A field of a wrong type counts as
 * absent. Throws `MessageError` for what is no event of a trigger.
 *
 * @param event what the function is called with
 * @param at when it is called, which is when it happened
 * @example
 * const event = parseCognitoTrigger(trigger);
 * console.log(event.type, event.subject, event.occurredAt);
 */
export function parseCognitoTrigger(event: unknown, at: Date = new Date()): IdentityEvent {
  const parsed = safeParse(triggerSchema, event);
  if (!parsed.success) {
    throw new MessageError(
      'This is no event of a Cognito trigger: it has no text "triggerSource". Give the event that the function is called with.',
    );
  }
  const { triggerSource: code, userPoolId, callerContext, request } = parsed.output;
  const { sub, identities } = parse(attributesSchema, request?.userAttributes ?? {});
  const type = typeOfTrigger(code);
  const issuer = issuerOf(userPoolId);
  const client = known({ id: callerContext?.clientId, name: callerContext?.clientName });
  const raw = withoutSecrets(event as Record<string, unknown>);
  const once = type === 'sign-up' && Boolean(sub);
  return {
    id: triggerId(raw, once ? undefined : at),
    source: issuer ?? 'urn:cognito',
    type,
    outcome: EVENT_TYPES[type],
    ...known({ subject: sub, issuer, ...providerOf(identities), tenant: userPoolId }),
    occurredAt: at.toISOString(),
    provider: 'cognito',
    code,
    ...(Object.keys(client).length > 0 && { client }),
    raw,
  };
}

/** The other identity provider by which the user signs in. */
function providerOf(identities: string | undefined): Record<'connection' | 'strategy', string | undefined> {
  const parsed = safeParse(identitiesSchema, json(identities));
  const [identity] = parsed.success ? parsed.output : [];
  return { connection: identity?.providerName, strategy: identity?.providerType };
}

function json(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
}
