import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventStore } from './createEventStore.ts';
import { firstCopies } from './firstCopies.ts';
import { isType } from './isType.ts';
import { acceptedOf as accepted, batchOf, storedEvent } from '../testing/stored.ts';

const ids = (events: { id: string }[]) => events.map(({ id }) => id);

describe('the event store', () => {
  it('gives events in order of arrival, by monitor, type, session and user', () => {
    const store = createEventStore(100);
    store.add(
      accepted(batchOf({ monitor: 'A', sessionId: 's1', userId: 'u1' }), [
        storedEvent('1', 'http'),
        storedEvent('2', 'dom'),
      ]),
    );
    store.add(
      accepted(batchOf({ monitor: 'B', monitorId: 'b', sessionId: 's2', userId: 'u2' }), [storedEvent('3', 'http')]),
    );
    expect(ids(store.events())).toEqual(['1', '2', '3']);
    expect(ids(store.events({ monitor: 'A' }))).toEqual(['1', '2']);
    expect(ids(store.events({ monitor: 'b' }))).toEqual(['3']);
    expect(ids(store.events({ type: 'http' }))).toEqual(['1', '3']);
    expect(ids(store.events({ sessionId: 's2' }))).toEqual(['3']);
    expect(ids(store.events({ userId: 'u1', type: 'com.amazon.rum.dom_event' }))).toEqual(['2']);
  });

  it('keeps every copy, names the duplicates, and gives each event once when asked to', () => {
    const store = createEventStore(100);
    store.add(accepted(batchOf({ monitor: 'A' }), [storedEvent('1'), storedEvent('2')]));
    store.add(accepted(batchOf({ monitor: 'B' }), [storedEvent('1')]));
    expect(ids(store.events())).toEqual(['1', '2', '1']);
    expect(store.events({ copies: 'first' }).map(({ id, monitor }) => [id, monitor])).toEqual([
      ['1', 'A'],
      ['2', 'A'],
    ]);
    expect(ids(store.events({ copies: 'first', monitor: 'B' }))).toEqual(['1']);
    expect(store.duplicates()).toEqual([{ id: '1', times: 2, monitors: ['A', 'B'] }]);
  });

  it('never keeps more than its limit, except for one batch, and counts what it let go', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 })), fc.integer({ min: 1, max: 10 }), (sizes, limit) => {
        const store = createEventStore(limit);
        sizes.forEach((size, batch) =>
          store.add(
            accepted(
              batchOf({}),
              Array.from({ length: size }, (_, index) => storedEvent(`${batch} ${index}`)),
            ),
          ),
        );
        const { events, evicted } = store.counts();
        expect(events).toBe(store.events().length);
        expect(events + evicted).toBe(sizes.reduce((sum, size) => sum + size, 0));
        expect(events).toBeLessThanOrEqual(Math.max(limit, sizes.at(-1) ?? 0));
        expect(store.duplicates()).toEqual([]);
      }),
    );
  });

  it('forgets the copies of evicted events', () => {
    const store = createEventStore(1);
    store.add(accepted(batchOf({}), [storedEvent('1')]));
    store.add(accepted(batchOf({}), [storedEvent('2')]));
    store.add(accepted(batchOf({}), [storedEvent('1')]));
    expect(store.duplicates()).toEqual([]);
  });

  it('lists the last 1000 refused writes and counts all, until it is cleared', () => {
    const store = createEventStore(1);
    for (let at = 0; at < 1001; at++) store.refuse({ at } as never);
    expect(store.refused()).toHaveLength(1000);
    expect(store.refused()[0]!.at).toBe(1);
    expect(store.counts().refused).toBe(1001);
    store.clear();
    expect(store.counts()).toEqual({ events: 0, batches: 0, evicted: 0, refused: 0 });
  });
});

it('isType takes a type in full and in short', () => {
  expect(isType('com.amazon.rum.page_view_event', 'page_view')).toBe(true);
  expect(isType('order', 'order')).toBe(true);
  expect(isType('com.amazon.rum.page_view_event', 'page')).toBe(false);
});

it('firstCopies keeps the first of each id, in order', () => {
  const events = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'a', n: 3 },
  ];
  expect(firstCopies(events).map(({ n }) => n)).toEqual([1, 2]);
});
