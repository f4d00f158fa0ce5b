import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../model/seed.testing.ts';
import { parseCognitoUserAuthEvent } from './parseCognitoUserAuthEvent.ts';

/** Entries with anything in their fields, so many of them. */
export function fuzzParseCognitoUserAuthEvent(numRuns: number): void {
  it(`neither throws nor drops, whatever stands in the fields of ${numRuns} entries`, () => {
    const fields = ['eventType', 'eventResponse', 'userSub', 'userPoolId', 'clientId', 'ipAddress', 'idpName', 'x'];
    const messages = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(messages, fc.jsonValue(), (message, logSourceId) => {
        const entry = { eventTimestamp: '1687297330677', message: { ...message, eventId: 'e' }, logSourceId };
        const event = parseCognitoUserAuthEvent(entry);
        expect(event).toMatchObject({ id: 'e', occurredAt: '2023-06-20T21:42:10.677Z' });
        expect(event.raw).toBe(entry);
      }),
      { numRuns, seed: SEED },
    );
  });
}
