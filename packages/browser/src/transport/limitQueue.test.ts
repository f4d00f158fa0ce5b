import { expect, it } from 'vitest';
import { createBatch, type Batch } from './batch.ts';
import { limitQueue } from './limitQueue.ts';

const ERROR = 'com.amazon.rum.js_error_event';

const batchOf = (...types: string[]): Batch =>
  createBatch(
    {
      BatchId: types.join(),
      AppMonitorDetails: {},
      UserDetails: {},
      RumEvents: types.map((type) => ({ id: type, timestamp: new Date(0), type, details: '{}' })),
    },
    { credentials: undefined, userKey: '' },
  );
const left = (batches: Batch[], limit: number): string[][] => {
  const limited = limitQueue(batches, limit);
  return batches.map((batch) => (limited.get(batch) ?? batch.request.RumEvents).map(({ type }) => type));
};

it('takes nothing as long as there is room', () => {
  expect(limitQueue([batchOf('a', 'b')], 2).size).toBe(0);
});

it('takes the oldest events, and important ones only when there are no others', () => {
  const batches = [batchOf('a', ERROR, 'b'), batchOf('c', 'd')];
  expect(left(batches, 3)).toEqual([[ERROR], ['c', 'd']]);
  expect(left(batches, 1)).toEqual([[ERROR], []]);
  expect(left(batches, 0)).toEqual([[], []]);
});

it('takes nothing from a batch that is being sent', () => {
  const batches = [batchOf('a', 'b'), batchOf('c', 'd')];
  batches[0]!.state = { name: 'preparing', outlivesPage: false };
  expect(left(batches, 1)).toEqual([['a', 'b'], []]);
});
