import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../model/seed.testing.ts';
import { parseCognitoTrigger } from './parseCognitoTrigger.ts';
import { TRIGGER_SOURCES } from './triggerSources.ts';

const at = new Date('2026-11-26T10:00:00Z');
const idOf = (event: unknown): string => parseCognitoTrigger(event, at).id;

/** Triggers with anything in their fields, so many of them. */
export function fuzzParseCognitoTrigger(numRuns: number): void {
  const attributes = fc.oneof(
    fc.jsonValue(),
    fc.record({ sub: fc.jsonValue(), identities: fc.oneof(fc.json(), fc.jsonValue()) }, { requiredKeys: [] }),
  );
  const request = fc.oneof(
    fc.jsonValue(),
    fc.record(
      { userAttributes: attributes, clientMetadata: fc.jsonValue(), groupConfiguration: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  );
  const triggers = fc
    .record(
      {
        version: fc.jsonValue(),
        region: fc.jsonValue(),
        userPoolId: fc.oneof(fc.jsonValue(), fc.constant('eu-central-1_9aBcDeFgH')),
        userName: fc.jsonValue(),
        callerContext: fc.oneof(fc.jsonValue(), fc.record({ clientId: fc.jsonValue() })),
        request,
        response: fc.jsonValue(),
        more: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .chain((fields) =>
      fc
        .oneof(fc.constantFrom(...Object.keys(TRIGGER_SOURCES)), fc.string({ minLength: 1 }))
        .map((triggerSource) => ({ ...fields, triggerSource })),
    );

  it(`neither throws nor drops, whatever stands in the fields of ${numRuns} events`, () => {
    fc.assert(
      fc.property(triggers, (trigger) => {
        const received = JSON.parse(JSON.stringify(trigger)) as typeof trigger;
        const event = parseCognitoTrigger(received, at);
        expect(event.code).toBe(trigger.triggerSource);
        expect(event.id).toMatch(/^[0-9a-f]{64}$/);
        expect(event.occurredAt).toBe(at.toISOString());
        // What was sent is as it was, for it is the answer to Cognito.
        expect(received).toEqual(JSON.parse(JSON.stringify(trigger)));
      }),
      { numRuns, seed: SEED },
    );
  });

  it('gives equal ids to equal events, in any order of their fields, and different ids to different events', () => {
    const reversed = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, one]) => [key, reversed(one)]),
          );
    fc.assert(
      fc.property(triggers, triggers, (one, other) => {
        const first = parseCognitoTrigger(one, at);
        expect(idOf(reversed(one))).toBe(first.id);
        const second = parseCognitoTrigger(other, at);
        const same = JSON.stringify(first.raw) === JSON.stringify(second.raw);
        if (!same) expect(second.id).not.toBe(first.id);
      }),
      { numRuns: numRuns / 5, seed: SEED },
    );
  });
}
