import type { Fault } from '@dual-rum/console';
import fc from 'fast-check';
import type { Journey, Step } from './journey.ts';

const times = fc.integer({ min: 1, max: 4 });
const status = fc.record({
  kind: fc.constant('status' as const),
  status: fc.constantFrom(403, 404, 429, 500, 503),
  retryAfter: fc.constantFrom(0, 1, 2),
  times,
});
const connection = fc.record({
  kind: fc.constantFrom('drop-before' as const, 'drop-after' as const, 'offline' as const),
  times,
});
const latency = fc.record({ kind: fc.constant('latency' as const), ms: fc.constantFrom(500, 2000), times });
const identity = fc.record({
  kind: fc.constant('status' as const),
  target: fc.constant('identity' as const),
  status: fc.constantFrom(429, 500),
  times: fc.integer({ min: 1, max: 2 }),
});
/** Something that fails and recovers. */
export const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: status },
  { weight: 3, arbitrary: connection },
  { weight: 1, arbitrary: latency },
  { weight: 1, arbitrary: identity },
);

/** The same journeys, with the services failing now and then; at their end they recover, and the browser comes back. */
export const withFaults = (journeys: fc.Arbitrary<Journey>): fc.Arbitrary<Journey> =>
  fc
    .tuple(journeys, fc.array(fc.record({ at: fc.nat(), fault }), { minLength: 2, maxLength: 6 }))
    .map(([journey, faults]) => {
      const steps = [...journey.steps];
      for (const { at, fault } of faults) {
        steps.splice(at % (steps.length + 1), 0, { step: 'fault', fault, wait: 0 } satisfies Step);
      }
      return { ...journey, steps };
    });

/** Whether something fails on this journey. */
export const isFaulty = ({ steps }: Journey): boolean => steps.some(({ step }) => step === 'fault');
