import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBatch, type Batch, type BatchState } from './batch.ts';
import { planRetry } from './planRetry.ts';
import type { ServiceStatus } from './serviceStatus.ts';

const NOW = 10_000;
const batchOf = (state: BatchState, storedBytes = 0, text = ''): Batch => ({
  ...createBatch(
    {
      BatchId: 'one',
      AppMonitorDetails: {},
      UserDetails: {},
      RumEvents: [{ id: '1', timestamp: new Date(0), type: 'event', details: text }],
    },
    { credentials: undefined, userKey: '' },
  ),
  state,
  storedBytes,
});
const waiting = (due = 0): Batch => batchOf({ name: 'waiting', due });
const failing = (restUntil: number): ServiceStatus => ({ name: 'failing', failures: 1, restUntil, askedUntil: 0 });

it('sends the oldest of the batches that are due', () => {
  const [later, first, second] = [waiting(NOW + 1), waiting(), waiting()];
  expect(planRetry([later, first, second], { name: 'flowing', rejections: 0 }, NOW)).toEqual({
    name: 'send',
    batch: first,
  });
});

it('has nothing to do without batches, or while one is being sent', () => {
  const idle = { name: 'idle' };
  expect(planRetry([], { name: 'flowing', rejections: 0 }, NOW)).toEqual(idle);
  for (const name of ['preparing', 'in flight'] as const) {
    expect(
      planRetry([waiting(), batchOf({ name, outlivesPage: false })], { name: 'flowing', rejections: 0 }, NOW),
    ).toEqual(idle);
  }
});

it('waits while the service rests, and stores all that is not stored yet', () => {
  const [stored, other] = [batchOf({ name: 'waiting', due: 0 }, 700), waiting()];
  const plan = planRetry([stored, other], failing(NOW + 500), NOW);
  expect(plan).toMatchObject({ name: 'wait', milliseconds: 500 });
  expect(plan.name === 'wait' && [...plan.store.keys()]).toEqual([other]);
});

it('stores no more than 2 MB, with what is stored already', () => {
  const batches = [
    batchOf({ name: 'waiting', due: 0 }, 1_500_000),
    batchOf({ name: 'waiting', due: 0 }, 0, 'x'.repeat(600_000)),
  ];
  const plan = planRetry([...batches, waiting()], failing(NOW + 1), NOW);
  expect(plan.name === 'wait' && plan.store.size).toBe(1);
});

it('always does one of three things: nothing while one is being sent, send one that is due, or look again in time', () => {
  const state = fc.oneof(
    fc.record({ name: fc.constant('waiting' as const), due: fc.nat(2 * NOW) }),
    fc.constant({ name: 'preparing' as const, outlivesPage: false as const }),
    fc.record({ name: fc.constant('in flight' as const), outlivesPage: fc.boolean() }),
  );
  const service = fc.oneof(
    fc.constant<ServiceStatus>({ name: 'flowing', rejections: 0 }),
    fc.nat(2 * NOW).map(failing),
  );
  fc.assert(
    fc.property(fc.array(state, { maxLength: 5 }), service, (states, service) => {
      const batches = states.map((one) => batchOf(one));
      const plan = planRetry(batches, service, NOW);
      const dues = states.map((one) => (one.name === 'waiting' ? one.due : -1));
      const rest = service.name === 'failing' ? service.restUntil : 0;
      if (dues.length === 0 || dues.includes(-1)) expect(plan.name).toBe('idle');
      else if (Math.max(rest, ...[Math.min(...dues)]) > NOW) {
        expect(plan).toMatchObject({ name: 'wait', milliseconds: Math.max(rest, Math.min(...dues)) - NOW });
      } else expect(plan).toEqual({ name: 'send', batch: batches[dues.indexOf(Math.min(...dues))] });
    }),
  );
});

it('is not held up by a batch whose answer may never be told, and does not store it', () => {
  const unheard = batchOf({ name: 'unheard', outlivesPage: true });
  const next = waiting();
  expect(planRetry([unheard, next], { name: 'unknown' }, NOW)).toEqual({ name: 'send', batch: next });
  const plan = planRetry([unheard, next], failing(NOW + 500), NOW);
  expect(plan.name === 'wait' && [...plan.store.keys()]).toEqual([next]);
  expect(planRetry([unheard], { name: 'unknown' }, NOW)).toEqual({ name: 'idle' });
});
