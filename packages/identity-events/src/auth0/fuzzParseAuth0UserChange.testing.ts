import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MessageError } from '../model/MessageError.ts';
import { SEED } from '../model/seed.testing.ts';
import { parseAuth0UserChange } from './parseAuth0UserChange.ts';
import { PUBLISHED_CODES } from './publishedCodes.testing.ts';

const CODES = ['ss', 'sce', 'scu', 'scpn', 'scp', 'sv', 'sdu', 'sapi', 'sapi', 'sapi'];
const STREAMS = ['user.created', 'user.updated', 'com.auth0.user.deleted'];
const PATHS = [
  '/api/v2/users',
  '/api/v2/users/auth0%7C1',
  '/api/v2/users/%E0%A4%A',
  '/api/v2/users/?id=1',
  '/api/v2/x',
];

/** Events about users with anything in their fields, so many of them. */
export function fuzzParseAuth0UserChange(numRuns: number): void {
  it(`throws only MessageError, whatever stands in the fields of ${numRuns} envelopes`, () => {
    const some = <T>(...values: T[]) => fc.oneof(fc.constantFrom(...values), fc.jsonValue({ maxDepth: 2 }));
    const partly = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
    const user = fc.oneof(
      partly({ user_id: some('auth0|1', ''), updated_at: some('2026-11-26T10:00:00Z'), email: fc.jsonValue() }),
      fc.jsonValue(),
    );
    const details = partly({
      request: fc.oneof(partly({ method: some('post', 'PATCH', 'delete'), path: some(...PATHS) }), fc.jsonValue()),
      response: fc.oneof(partly({ statusCode: some(200), body: user }), fc.jsonValue()),
      body: fc.oneof(
        partly({ newEmail: some('a'), newUsername: some('a'), new_phone_number: some('1') }),
        fc.jsonValue(),
      ),
    });
    const data = partly({
      type: fc.oneof(fc.constantFrom(...CODES), some(...PUBLISHED_CODES)),
      date: some('2026-11-26T10:00:00Z'),
      user_id: some('auth0|1', ''),
      details: fc.oneof({ weight: 3, arbitrary: details }, { weight: 1, arbitrary: fc.jsonValue() }),
      object: user,
    });
    const detail = partly({
      log_id: some('l1'),
      id: some('evt_1'),
      type: some(...STREAMS),
      time: some('2026-11-26T10:00:00Z'),
      data: fc.oneof({ weight: 5, arbitrary: data }, { weight: 1, arbitrary: fc.jsonValue() }),
    });
    const envelope = partly({
      id: some('e1'),
      time: some('2026-11-26T10:00:00Z'),
      'detail-type': some(...STREAMS),
      detail: fc.oneof({ weight: 9, arbitrary: detail }, { weight: 1, arbitrary: fc.jsonValue() }),
    });

    const met = new Set<string>();
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: envelope }, { weight: 1, arbitrary: fc.jsonValue() }), (value) => {
        const found = read(JSON.parse(JSON.stringify(value)));
        met.add(found instanceof MessageError ? 'unreadable' : (found?.kind ?? 'nothing'));
        if (found === undefined || found instanceof MessageError) return;
        expect(found.userId).not.toBe('');
        expect(found.eventId).not.toBe('');
        expect(found.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
      { numRuns, seed: SEED },
    );
    expect([...met].sort()).toEqual(['deleted', 'fields', 'nothing', 'profile', 'signed-up', 'unreadable']);
  });
}

/** Any other error ends the test. */
function read(value: unknown) {
  try {
    return parseAuth0UserChange(value);
  } catch (error) {
    if (error instanceof MessageError) return error;
    throw error;
  }
}
