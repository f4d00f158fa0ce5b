import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBatch, sizeOf, type Batch } from './batch.ts';
import { planPageEnd, type PageEndFacts } from './planPageEnd.ts';

const ERROR = 'com.amazon.rum.js_error_event';
let ids = 0;

function batchOf(events: { type?: string; size?: number }[], changes: Partial<Batch> = {}): Batch {
  const RumEvents = events.map(({ type = 'event', size = 0 }) => ({
    id: `${++ids}`,
    timestamp: new Date(0),
    type,
    details: 'x'.repeat(size),
  }));
  const request = { BatchId: crypto.randomUUID(), AppMonitorDetails: {}, UserDetails: {}, RumEvents };
  return { ...createBatch(request, { credentials: undefined, userKey: '' }), ...changes };
}

const facts: PageEndFacts = {
  service: { name: 'flowing', rejections: 0 },
  ends: true,
  canStore: true,
  canSign: () => true,
};
const failing = { name: 'failing', failures: 1, restUntil: 0, askedUntil: 0 } as const;
const eventIds = (batches: Iterable<Batch>): string[] =>
  [...batches].flatMap(({ request }) => request.RumEvents.map(({ id }) => id));

it('what fits leaves, important batches first, and the rest is stored', () => {
  const [plain, important] = [batchOf([{ size: 3000 }]), batchOf([{ type: ERROR, size: 3000 }])];
  const plan = planPageEnd([plain, important], sizeOf(important), facts);
  expect(plan.leave).toEqual([important]);
  expect([...plan.store]).toEqual([[plain, sizeOf(plain)]]);
});

it('of a batch that is too large as much leaves as fits, important events first, and the rest is stored as one', () => {
  const large = batchOf([{ size: 20_000 }, { size: 20_000 }, { type: ERROR, size: 20_000 }, { size: 20_000 }]);
  const plan = planPageEnd([large], 50_000, facts);
  expect(plan.leave.map(({ request }) => request.RumEvents.map(({ type }) => type))).toEqual([[ERROR, 'event']]);
  expect([...plan.store.keys()].map(({ request }) => request.RumEvents.length)).toEqual([2]);
  expect(plan.batches).toEqual([...plan.leave, ...plan.store.keys()]);
  expect(planPageEnd([large], 2000, facts)).toMatchObject({ batches: [large], leave: [] });
});

it.each([
  ['the service fails', { service: failing }],
  ['nobody can sign it yet', { canSign: () => false }],
])('a batch that may be refused is stored: %s', (_, changes) => {
  const batch = batchOf([{}]);
  expect([...planPageEnd([batch], 60_000, { ...facts, ...changes }).store.keys()]).toEqual([batch]);
  // Without storage it leaves all the same.
  expect(planPageEnd([batch], 60_000, { ...facts, ...changes, canStore: false }).leave).toEqual([batch]);
});

it('a request in flight that ends with the page leaves once more, or is stored, and is left alone otherwise', () => {
  const inFlight = (outlivesPage: boolean) => batchOf([{}], { state: { name: 'in flight', outlivesPage } });
  const [lasting, ordinary] = [inFlight(true), inFlight(false)];
  expect(planPageEnd([lasting, ordinary], 60_000, facts).leave).toEqual([ordinary]);
  expect(planPageEnd([lasting, ordinary], 60_000, { ...facts, ends: false })).toMatchObject({ leave: [], send: [] });
});

it('while the service fails, a request in flight is stored, too: nobody hears how one ends that outlives the page', () => {
  const inFlight = (outlivesPage: boolean) => batchOf([{}], { state: { name: 'in flight', outlivesPage } });
  const both = [inFlight(true), inFlight(false)];
  const plan = planPageEnd(both, 60_000, { ...facts, service: failing });
  expect([...plan.store.keys()]).toEqual(both);
  expect(plan.leave).toEqual([]);
  const changes = [{ service: failing, ends: false }, { service: failing, canStore: false }, {}];
  for (const change of changes)
    expect(planPageEnd(both.slice(0, 1), 60_000, { ...facts, ...change })).toMatchObject({
      leave: [],
      send: [],
      store: new Map(),
    });
});

it('without storage, what does not fit is sent by an ordinary request', () => {
  const [fits, rest] = [batchOf([{}]), batchOf([{ size: 5000 }])];
  expect(planPageEnd([fits, rest], 1500, { ...facts, canStore: false })).toMatchObject({ leave: [fits], send: [rest] });
});

it('every event has one place, what outlives the page is at most stored, and the budget holds', () => {
  const event = fc.record({ type: fc.constantFrom('event', ERROR), size: fc.nat(9000) });
  const state = fc.oneof(
    fc.constant({ name: 'waiting' as const, due: 0 }),
    fc.constant({ name: 'preparing' as const, outlivesPage: false as const }),
    fc.record({ name: fc.constantFrom('in flight' as const, 'unheard' as const), outlivesPage: fc.boolean() }),
  );
  const batch = fc
    .tuple(fc.array(event, { minLength: 1, maxLength: 12 }), state, fc.constantFrom(0, 0, 800))
    .map(([events, state, storedBytes]) => batchOf(events, { state, storedBytes }));
  const anyFacts = fc.record({
    service: fc.constantFrom<PageEndFacts['service']>({ name: 'unknown' }, { name: 'flowing', rejections: 0 }, failing),
    ends: fc.boolean(),
    canStore: fc.boolean(),
    canSign: fc.func(fc.boolean()),
  });
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 5 }), fc.nat(65_536), anyFacts, (batches, budget, facts) => {
      const plan = planPageEnd(batches, budget, facts);
      expect(eventIds(plan.batches).sort()).toEqual(eventIds(batches).sort());
      const placed = [...plan.leave, ...plan.store.keys(), ...plan.send];
      expect(new Set(placed).size).toBe(placed.length);
      expect(placed.every((one) => plan.batches.includes(one) && one.storedBytes === 0)).toBe(true);
      const outlives = ({ state }: Batch): boolean => state.name !== 'waiting' && state.outlivesPage;
      expect([...plan.leave, ...plan.send].some(outlives)).toBe(false);
      expect(placed.some((one) => outlives(one) && one.state.name !== 'in flight')).toBe(false);
      if (!facts.ends) expect(placed.some(({ state }) => state.name === 'in flight')).toBe(false);
      expect(plan.leave.reduce((sum, one) => sum + sizeOf(one), 0)).toBeLessThanOrEqual(budget);
      if (facts.canStore) expect(plan.send).toEqual([]);
      else expect(plan.store.size).toBe(0);
      // Nothing stays behind that waits, or is prepared by an attempt that the browser may have stopped.
      const waits = plan.batches.filter(
        ({ state, storedBytes }) => (state.name === 'waiting' || state.name === 'preparing') && storedBytes === 0,
      );
      expect(waits.filter((one) => !placed.includes(one))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
