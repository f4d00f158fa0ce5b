import { createHash } from 'node:crypto';

/** Cognito waits 5 s for an answer and tries three times. */
const PERIOD = 30_000;

/**
 * The id of a trigger's event. Cognito gives it none, and no time.
 *
 * It is the SHA-256 of what is kept of the event (`withoutSecrets`, keys in order) and of the period of 30 seconds in which it
 * arrives. Cognito's three tries have the same content and come within 15 seconds: they have one id, unless a period ends
 * between them. The next sign-in of the same user, which has the same content, too, has another. A confirmed sign-up happens
 * once to a `sub`: its id is of the content alone. Secrets are no part of it, for a hash of a short code gives the code away.
 *
 * @param kept what is kept of the event
 * @param at when it arrived; undefined for what happens only once
 */
export function triggerId(kept: unknown, at: Date | undefined): string {
  const period = at && Math.floor(at.getTime() / PERIOD);
  return createHash('sha256')
    .update(JSON.stringify([kept, period ?? null], inOrder))
    .digest('hex');
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
