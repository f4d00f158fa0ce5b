import fc from 'fast-check';
import { nasty } from './envelopes.ts';

const CODES = ['ss', 'sce', 'scu', 'scpn', 'scp', 'sv', 'sdu', 'sapi', 'sapi', 's'];
const STREAMS = ['user.created', 'user.updated', 'user.deleted'];

/** Bodies of messages about users, of some twenty ids, with anything in their fields; some are no JSON. */
export function fuzzedChanges(count: number, seed: number): string[] {
  const anything = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }));
  const some = <T>(...values: T[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: anything });
  const partly = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
    fc.record(fields, { requiredKeys });
  const userId = some(...Array.from({ length: 20 }, (_, i) => `fuzzed|${i}`));
  const time = some(...Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2026, 10, 26, i)).toISOString()));
  const profile = fc
    .tuple(
      fc.dictionary(nasty, anything, { maxKeys: 3 }),
      partly({ user_id: userId, email: anything, user_metadata: anything, created_at: time, updated_at: time }, [
        'user_id',
      ]),
    )
    .map(([other, known]) => ({ ...other, ...known }));
  const details = partly({
    request: partly({
      method: some('post', 'patch', 'delete'),
      path: some('/api/v2/users', '/api/v2/users/fuzzed%7C1', '/api/v2/users/%E0%A4%A'),
    }),
    response: partly({ body: fc.oneof(profile, anything) }),
    body: fc.oneof(partly({ newEmail: anything, newUsername: anything, new_phone_number: anything }), profile),
  });
  const log = partly({ type: some(...CODES), date: time, user_id: userId, details: fc.oneof(details, anything) }, [
    'type',
    'user_id',
  ]);
  const envelope = fc.record({
    id: fc.uuid(),
    time: some('2026-11-26T12:00:00Z'),
    'detail-type': some(...STREAMS),
    detail: fc.oneof(
      { weight: 5, arbitrary: partly({ log_id: fc.uuid(), data: log }) },
      { weight: 5, arbitrary: partly({ type: some(...STREAMS), time, data: fc.record({ object: profile }) }) },
      { weight: 1, arbitrary: anything },
    ),
  });
  const json = fc
    .oneof({ weight: 9, arbitrary: envelope }, { weight: 1, arbitrary: anything })
    .map((one) => JSON.stringify(one, storable));
  const body = fc.oneof({ weight: 9, arbitrary: json }, { weight: 1, arbitrary: nasty });
  return fc.sample(body, { numRuns: count, seed });
}

/** DynamoDB refuses a number beyond 1e126 or below 1e-130, and an empty name: another test shows what becomes of such a message. */
function storable(_: string, value: unknown): unknown {
  if (typeof value === 'number' && value !== 0) {
    const size = Math.abs(value);
    return size > 9e125 ? 1e22 : size < 1e-130 ? 1e-22 : value;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '')) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name || 'empty', inner as unknown]));
}
