import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDelivery } from './delivery.ts';
import type { Outcome, Send } from './sender.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Fate = 'ok' | 'busy' | 'throttled' | 'refused' | 'missing' | 'offline' | 'unsigned' | 'invalid';

const OUTCOMES: Record<Fate, Outcome> = {
  ok: { status: 200 },
  busy: { status: 503, note: '503 busy' },
  throttled: { status: 429, note: '429', retryAfter: 3000 },
  refused: { status: 403, note: '403' },
  missing: { status: 404, note: '404' },
  offline: { cause: new TypeError('Failed to fetch') },
  unsigned: { unsigned: true, cause: new Error('no token') },
  invalid: { status: 400, note: '400' },
};

const fate = fc.constantFrom<Fate>(...(Object.keys(OUTCOMES) as Fate[]));
/** How one attempt goes: how long it is prepared, how long it is on the wire, what comes of it. */
const attempt = fc.record({ signing: fc.nat(50), wire: fc.nat(1500), fate });
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), events: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(4000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'retry' as const, 'online' as const) }) },
);

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

it('every event is stored exactly once, unless its batch is found invalid, and never sent twice at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { maxLength: 40 }),
      fc.array(action, { maxLength: 30 }),
      async (fates, actions) => {
        const stored = new Map<string, number>();
        const rejected = new Set<string>();
        const onWire = new Set<string>();
        const coming = [...fates];
        let overlap = 0;

        const send: Send = async (request, _credentials, _leaving, proceed) => {
          const { signing, wire, fate } = coming.shift() ?? { signing: 1, wire: 1, fate: 'ok' as const };
          await wait(signing);
          if (fate === 'unsigned') return OUTCOMES.unsigned;
          if (!proceed()) return {};
          const ids = request.RumEvents.map(({ id }) => id);
          overlap += ids.filter((id) => onWire.has(id)).length;
          ids.forEach((id) => onWire.add(id));
          await wait(wire);
          ids.forEach((id) => onWire.delete(id));
          if (fate === 'ok') ids.forEach((id) => stored.set(id, (stored.get(id) ?? 0) + 1));
          if (fate === 'invalid') ids.forEach((id) => rejected.add(id));
          return OUTCOMES[fate];
        };

        const delivery = createDelivery('guest', send, () => undefined);
        let added = 0;
        for (const step of actions) {
          if (step.do === 'add') delivery.add(batchOf(added, (added += step.events)), undefined);
          else if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms);
          else if (step.do === 'online') window.dispatchEvent(new Event('online'));
          else delivery[step.do]();
        }
        await vi.advanceTimersByTimeAsync(60 * 60_000);
        delivery.stop();

        expect(overlap).toBe(0);
        expect(delivery.queued).toBe(0);
        expect([...stored.values()].every((times) => times === 1)).toBe(true);
        expect([...stored.keys()].some((id) => rejected.has(id))).toBe(false);
        expect(stored.size + rejected.size).toBe(added);
        const { sent, dropped } = delivery.health;
        expect([sent, dropped.rejected ?? 0]).toEqual([stored.size, rejected.size]);
      },
    ),
    { numRuns: 300 },
  );
});

/** Events `from` to `to`, each so large that a batch of many must be split when the page ends. */
function batchOf(from: number, to: number): PutRumEventsRequest {
  return {
    BatchId: `batch-${from}`,
    AppMonitorDetails: { id: 'monitor', version: '1' },
    UserDetails: { userId: 'user', sessionId: 'session' },
    RumEvents: Array.from({ length: to - from }, (_, index) => ({
      id: `${from + index}`,
      timestamp: new Date(),
      type: 'event',
      details: JSON.stringify({ text: 'x'.repeat(2000) }),
    })),
  };
}
