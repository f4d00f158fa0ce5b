import { expect, it } from 'vitest';
import { createBatch, halve, isImportant, sizeOf, type Batch } from './batch.ts';

const START = 'com.amazon.rum.session_start_event';
const ERROR = 'com.amazon.rum.js_error_event';

function batchOf(...types: string[]): Batch {
  const RumEvents = types.map((type, index) => ({ id: `${index}`, timestamp: new Date(0), type, details: '{}' }));
  const request = { BatchId: 'whole', AppMonitorDetails: {}, UserDetails: { sessionId: 'session' }, RumEvents };
  return {
    ...createBatch(request, { credentials: undefined, userKey: 'alice' }),
    failures: 3,
    refusals: 1,
    storedBytes: 9,
  };
}

it('counts the bytes of a batch, not its characters', () => {
  const [latin, chinese] = [batchOf('aaa'), batchOf('商商商')];
  expect(sizeOf(chinese) - sizeOf(latin)).toBe(6);
});

it('calls session starts and errors important', () => {
  expect([START, ERROR, 'com.amazon.rum.http_event', 'paid'].filter((type) => isImportant({ type }))).toEqual([
    START,
    ERROR,
  ]);
});

it('halves a batch, important events first, into new batches of the same session and owner', () => {
  const whole = batchOf('a', 'b', ERROR, 'c', START);
  const halves = halve(whole);
  expect(halves.map(({ request }) => request.RumEvents.map(({ type }) => type))).toEqual([
    [ERROR, START, 'a'],
    ['b', 'c'],
  ]);
  const [first, second] = halves;
  expect(new Set([whole, first, second].map(({ request }) => request.BatchId)).size).toBe(3);
  for (const half of halves) {
    expect(half).toMatchObject({ state: { name: 'waiting', due: 0 }, storedBytes: 0, failures: 0, owner: whole.owner });
    expect(half.request.UserDetails).toEqual({ sessionId: 'session' });
  }
  expect(whole.request.RumEvents).toHaveLength(5);
});

it('calls what is no JSON too large: it can neither leave nor stay', () => {
  const batch = batchOf('a');
  Object.assign(batch.request.RumEvents[0]!, { details: 10n });
  expect(sizeOf(batch)).toBe(Infinity);
});
