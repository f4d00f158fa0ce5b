import * as z from 'zod/mini';

/** A text, or a number as one. Anything else counts as absent: what a provider gets wrong in one field loses no event. */
export const text = z.catch(
  z.optional(
    z.pipe(
      z.union([z.string(), z.number()]),
      z.transform((value) => String(value)),
    ),
  ),
  undefined,
);

/** An object with whatever in it; anything else counts as absent. */
export const object = z.catch(z.optional(z.record(z.string(), z.unknown())), undefined);

/** What EventBridge puts around every event: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html. */
export const envelopeSchema = z.object({
  id: text,
  source: text,
  time: text,
  'detail-type': text,
  detail: z.record(z.string(), z.unknown()),
});
