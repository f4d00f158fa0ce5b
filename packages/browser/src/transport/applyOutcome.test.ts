import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ANSWER } from '../credentials/inTime.ts';
import { applyOutcome, type Attempted } from './applyOutcome.ts';
import { createBatch, type Batch } from './batch.ts';
import type { ServiceStatus } from './serviceStatus.ts';

const answered = (status: number, retryAfter = 0) =>
  ({ name: 'answered', status, note: `${status}`, retryAfter, accessKeyId: undefined }) as const;
const OUTCOMES: Record<string, Attempted> = {
  ok: answered(200),
  busy: answered(503),
  throttled: answered(429, 9000),
  refused: answered(403),
  invalid: answered(400),
  offline: { name: 'unreachable', cause: new TypeError('Failed to fetch') },
  unsigned: { name: 'unsigned', cause: new Error('no token') },
};
const names = Object.keys(OUTCOMES);

const createOne = (): Batch =>
  createBatch(
    {
      BatchId: 'one',
      AppMonitorDetails: {},
      UserDetails: {},
      RumEvents: [{ id: '1', timestamp: new Date(0), type: 'event', details: '{}' }],
    },
    { credentials: undefined, userKey: '' },
  );

/** What a row of outcomes leads to, each at its second. */
function follow(row: string[], random = 1) {
  let batch: Batch | undefined = createOne();
  let service: ServiceStatus = { name: 'unknown' };
  const problems: string[] = [];
  const steps = [];
  for (const [second, name] of row.entries()) {
    // What is delivered or dropped is followed by another batch.
    batch ??= createOne();
    const applied = applyOutcome(batch, service, OUTCOMES[name]!, second * 1000, random);
    service = applied.service;
    if (applied.problem) problems.push(applied.problem.type);
    steps.push(applied);
    batch = typeof applied.result === 'object' ? { ...batch, ...applied.result } : undefined;
  }
  return { problems, steps, service };
}

/** All rows of up to four outcomes. */
function* rows(length = 4): Generator<string[]> {
  yield [];
  if (length > 0) for (const row of rows(length - 1)) for (const name of names) yield [...row, name];
}

describe('after every row of up to four outcomes', () => {
  const all = [...rows()];

  it('only success delivers, only an invalid batch is dropped, and everything else waits', () => {
    for (const row of all) {
      const results = follow(row).steps.map(({ result }) => (typeof result === 'object' ? 'waits' : result));
      const expected = row.map((name) => ({ ok: 'delivered', invalid: 'rejected' })[name] ?? 'waits');
      expect(results, row.join()).toEqual(expected);
    }
  });

  it('the service flows after an answer that settles a batch, and fails after all others', () => {
    for (const row of all) {
      const last = row.at(-1);
      const expected = last === undefined ? 'unknown' : ['ok', 'invalid'].includes(last) ? 'flowing' : 'failing';
      expect(follow(row).service.name, row.join()).toBe(expected);
    }
  });

  it('no problem is reported twice in a row', () => {
    for (const row of all) {
      const { steps } = follow(row);
      steps.forEach(({ problem }, index) => {
        const before = steps[index - 1]?.service;
        if (!problem) return;
        expect(before?.name === 'failing' && before.reported === problem.type, row.join()).toBe(false);
        if (problem.type === 'rejected' && before?.name === 'flowing')
          expect(before.lastError, row.join()).toBeUndefined();
      });
    }
  });

  it('nothing waits for more than a minute, unless the service asks for it', () => {
    for (const row of all) {
      follow(row).steps.forEach(({ result, service }, second) => {
        const due = typeof result === 'object' && result.state.name === 'waiting' ? result.state.due : 0;
        expect(due - second * 1000).toBeLessThanOrEqual(60_000);
        if (service.name === 'failing') expect(service.restUntil - second * 1000).toBeLessThanOrEqual(60_000);
      });
    }
  });
});

it('credentials that are refused are followed by others at once, and reported the second time', () => {
  const { steps, problems } = follow(['refused', 'refused']);
  expect(steps.map(({ result }) => (typeof result === 'object' ? result.state : result))).toEqual([
    { name: 'waiting', due: 0 },
    { name: 'waiting', due: 3000 },
  ]);
  expect(problems).toEqual(['forbidden']);
});

it('a service that asks for time gets it, also without a random wait', () => {
  const { service } = follow(['throttled'], 0);
  expect(service).toMatchObject({ name: 'failing', restUntil: 9000, askedUntil: 9000 });
});

it('the wait grows with the failures of the service, by a random part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (times, random) => {
      const { service } = follow(
        Array.from({ length: times }, () => 'busy'),
        random,
      );
      const wait = random * Math.min(60_000, 1000 * 2 ** (times - 1));
      expect(service).toMatchObject({ failures: times, restUntil: (times - 1) * 1000 + wait });
    }),
  );
});

it('a lost batch is reported with what the service said and how much it was', () => {
  expect(follow(['invalid']).steps[0]).toEqual({
    service: { name: 'flowing', rejections: 1, lastError: 'rejected: 400' },
    result: 'rejected',
    problem: { type: 'rejected', note: '400', count: 1 },
  });
});

it('an invalid batch of more than one event is halved, without a report, until nothing at all is accepted', () => {
  const [event] = createOne().request.RumEvents;
  const two = { ...createOne(), request: { ...createOne().request, RumEvents: [event!, event!] } };
  const apply = (rejections: number) => applyOutcome(two, { name: 'flowing', rejections }, answered(400), 0, 1);
  expect(apply(99)).toEqual({ service: { name: 'flowing', rejections: 99 }, result: 'halve' });
  expect(apply(100)).toMatchObject({ result: 'rejected', problem: { type: 'rejected', count: 2 } });
});

it('no answer at all delivers only what may have been answered while its page slept, and the service is as it was', () => {
  const silence: Attempted = { name: 'unreachable', cause: NO_ANSWER };
  const service: ServiceStatus = { name: 'failing', failures: 3, restUntil: 0, askedUntil: 0 };
  const inState = (name: 'in flight' | 'unheard'): Batch => ({ ...createOne(), state: { name, outlivesPage: true } });
  const after = (name: 'in flight' | 'unheard', outcome: Attempted) =>
    applyOutcome(inState(name), service, outcome, 0, 1);
  expect(after('unheard', silence)).toEqual({ service, result: 'delivered' });
  expect(after('in flight', silence)).toMatchObject({ result: { failures: 1 } });
  expect(after('unheard', OUTCOMES.offline!)).toMatchObject({ result: { failures: 1 } });
});
