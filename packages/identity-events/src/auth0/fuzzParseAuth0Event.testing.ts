import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../model/seed.testing.ts';
import { parseAuth0Event } from './parseAuth0Event.ts';
import { PUBLISHED_CODES } from './publishedCodes.testing.ts';

/** Envelopes with anything in their fields, so many of them. */
export function fuzzParseAuth0Event(numRuns: number): void {
  it(`neither throws nor drops, whatever stands in the fields of ${numRuns} envelopes`, () => {
    const fields = ['type', 'date', 'user_id', 'client_id', 'hostname', 'location_info', 'details', 'description', 'x'];
    const details = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { request: fc.jsonValue(), response: fc.record({ body: fc.jsonValue() }), body: fc.jsonValue() },
        { requiredKeys: [] },
      ),
    );
    const data = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), fc.jsonValue());
    const code = fc.oneof(fc.constantFrom(...PUBLISHED_CODES, 'sapi', 'sapi'), fc.string());
    const envelopes = fc
      .tuple(code, data, details, fc.option(fc.jsonValue()))
      .map(([type, other, details, log_id]) => ({
        id: 'e1',
        time: '2026-11-26T10:00:00Z',
        source: 's',
        detail: { log_id, data: { ...other, type, details } },
      }));
    fc.assert(
      fc.property(envelopes, (envelope) => {
        const received = JSON.parse(JSON.stringify(envelope)) as typeof envelope;
        const event = parseAuth0Event(received);
        expect(event.code).toBe(envelope.detail.data.type);
        expect(event.raw).toBe(received.detail);
        expect(event.id).not.toBe('');
        expect(event.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
      { numRuns, seed: SEED },
    );
  });
}
