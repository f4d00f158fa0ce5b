import * as v from 'valibot';

/** A text, or a number as one. Anything else counts as absent: what a provider gets wrong in one field loses no event. */
export const text = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined)),
  ),
);

/** An object with whatever in it; anything else counts as absent. */
export const object = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (isObject(value) ? value : undefined)),
  ),
);

/** An object with whatever in it, which must be there. */
export const anObject = v.custom<Record<string, unknown>>(isObject);

/** The schema, or nothing where it does not fit. */
export const maybe = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What EventBridge puts around every event: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html. */
export const envelopeSchema = v.object({
  id: text,
  source: text,
  time: text,
  'detail-type': text,
  detail: anObject,
});
