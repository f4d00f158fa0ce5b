import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCognitoEventsHandler } from './createCognitoEventsHandler.ts';
import { MessageError } from '../model/MessageError.ts';
import { SEED } from '../model/seed.testing.ts';
import { readCognitoMessage } from '../cognito/readCognitoMessage.ts';
import { readNewUser } from '../cognito/readNewUser.ts';
import { cognitoCloudTrailSamples, cognitoTriggerSamples, cognitoUserAuthSamples } from '../cognito/samples.ts';

const at = new Date('2026-11-26T10:00:00Z');
const BATCH = 10;

/** A sample with something else, or nothing, in one of its fields at any depth. */
const spoilt = (samples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.option(fc.jsonValue(), { nil: undefined }))
    .map(([sample, n, value]) => {
      const copy = JSON.parse(JSON.stringify(sample)) as object;
      const places = placesIn(copy);
      const [parent, key] = places[n % places.length]!;
      (parent as Record<string, unknown>)[key] = value;
      return copy;
    });

function placesIn(value: object): [object, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    [value, key] as [object, string],
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);
}

/** Whether it can be read; throws what is no `MessageError`. */
function readable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof MessageError) return false;
    throw error;
  }
}

/** So many messages with something wrong in them. */
export function fuzzCognitoMessages(numRuns: number): void {
  it(`a new user is read of ${numRuns} triggers, or none, or it says that it cannot`, () => {
    const seen = { users: 0, none: 0, unreadable: 0 };
    fc.assert(
      fc.property(fc.oneof(spoilt(cognitoTriggerSamples()), fc.jsonValue()), fc.boolean(), (trigger, onSignIn) => {
        let user: ReturnType<typeof readNewUser>;
        const read = readable(() => (user = readNewUser(trigger, at, onSignIn)));
        seen[!read ? 'unreadable' : user === undefined ? 'none' : 'users']++;
        if (user === undefined) return;
        expect(user.userId).not.toBe('');
        expect(Object.values(user.attributes).every((one) => typeof one === 'string')).toBe(true);
      }),
      { numRuns, seed: SEED },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  it(`of ${numRuns} messages in batches only those fail that cannot be read`, async () => {
    const handler = createCognitoEventsHandler({
      producer: {
        send: (messages) => Promise.resolve(messages.map(() => undefined)),
        warm: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      report: { failed: () => undefined, done: () => undefined },
    });
    const samples = [...cognitoCloudTrailSamples(at), ...cognitoUserAuthSamples(at)];
    const body = fc.oneof(
      { weight: 4, arbitrary: spoilt(samples).map((one) => JSON.stringify(one)) },
      fc.json(),
      fc.string(),
    );
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: BATCH, maxLength: BATCH }), async (bodies) => {
        const expected = bodies.flatMap((text, i) =>
          readable(() => readCognitoMessage(parsed(text))) ? [] : [{ itemIdentifier: `m${i}` }],
        );
        const Records = bodies.map((text, i) => ({ messageId: `m${i}`, body: text, attributes: {} }));
        expect(await handler({ Records } as unknown as SQSEvent)).toEqual({ batchItemFailures: expected });
        failed += expected.length;
      }),
      { numRuns: numRuns / BATCH, seed: SEED },
    );
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(numRuns);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MessageError('not JSON');
  }
}
