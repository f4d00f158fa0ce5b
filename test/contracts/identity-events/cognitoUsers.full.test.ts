import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { repeatable } from './profileUpdates.ts';
import { loadBoth, missing, triggerEvent, useNewUsers } from './useNewUsers.ts';

const USERS = 10_000;
/** Instances of the function at one time; here they share one process. */
const AT_ONCE = 20;
/** The share of writes that the table throttles. The local queue takes some forty messages a second. */
const THROTTLED = 0.1;

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
  '10,000 sign-ups at once',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createSetting = useNewUsers();

    it('are each answered in time while the table throttles, and each user is there in the end, exactly once', async () => {
      const { env, dynamo, queue, users, profiles } = await createSetting();
      for (const [name, value] of Object.entries({ ...env, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 't' })) {
        vi.stubEnv(name, value);
      }
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 't');
      vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
      vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
      try {
        const { trigger, invoke } = await loadBoth({});
        const random = repeatable(5);
        let throttled = 0;
        dynamo.decide = () => {
          if (random() > THROTTLED) return undefined;
          throttled++;
          return 'throttled';
        };
        const took: number[] = [];
        let slowest = 0;
        const starved = watchStarvation();
        const waiting = Array.from({ length: USERS }, (_, i) => triggerEvent(`user-${i}`)).values();
        await Promise.all(
          Array.from({ length: AT_ONCE }, async () => {
            for (const event of waiting) {
              const started = performance.now();
              expect(await trigger(event)).toBe(event);
              const ended = performance.now();
              took.push(ended - started - starved.between(started, ended));
              slowest = Math.max(slowest, ended - started);
            }
          }),
        );
        starved.stop();
        expect(took).toHaveLength(USERS);
        expect(Math.max(...took)).toBeLessThan(1500);
        const running = Math.max(...took).toFixed(0);
        console.log(
          `slowest answer ${running} ms; ${slowest.toFixed(0)} ms with the time in which this process did not run`,
        );
        const written = (await users()).size;
        // Otherwise the queue would not be tried.
        expect(throttled).toBeGreaterThan((USERS * THROTTLED) / 2);
        expect(written).toBeLessThan(USERS);

        dynamo.decide = () => undefined;
        await queue.drain(invoke, 100);
        const [all, people] = [await users(), await profiles()];
        expect([all.size, people.size]).toEqual([USERS, USERS]);
        expect(new Set([...all.values()].map(({ id }) => id)).size).toBe(USERS);
        for (const [sub, { id }] of all) expect(people.get(sub)?.['id']).toBe(id);
        expect(await queue.deadLetters()).toEqual([]);
        console.log(`${USERS - written} of ${USERS} by the queue`);
      } finally {
        vi.unstubAllEnvs();
      }
    }, 1_200_000);
  },
);

/** What may stand in a queue: messages of the function with something else in one of their fields, and what is none of them. */
const spoilt = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom('at', 'trigger', 'triggerSource', 'userPoolId', 'userName', 'request', 'userAttributes', 'sub'),
        fc.jsonValue({ maxDepth: 2 }),
        fc.uuid(),
      )
      .map(([field, value, sub]) =>
        JSON.stringify(messageOf(`spoilt-${sub}`), (name, inner: unknown) => (name === field ? value : inner)),
      ),
  },
  fc.json(),
  fc.string(),
);

const messageOf = (sub: string) => ({ at: '2026-11-26T10:00:00.000Z', trigger: triggerEvent(sub) });

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
  '2,000 messages in the queue of new users, half of them with something wrong',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createSetting = useNewUsers();

    it('never fail a batch, nor one of the other half, whose users are all in both tables', async () => {
      const { env, users, profiles } = await createSetting();
      const { invoke } = await loadBoth(env);
      const bodies = fc.sample(fc.tuple(spoilt, fc.boolean()), { numRuns: 1000, seed: 13 });
      let failed = 0;
      for (let i = 0; i < bodies.length; i += 5) {
        const messages = bodies.slice(i, i + 5).flatMap(([body, first], at) => {
          const good = { MessageId: `good-${i + at}`, Body: JSON.stringify(messageOf(`user-${i + at}`)) };
          const bad = { MessageId: `bad-${i + at}`, Body: body };
          return first ? [good, bad] : [bad, good];
        });
        const batchItemFailures = (await invoke(toLambdaEvent(messages)))?.batchItemFailures ?? [];
        expect(batchItemFailures.filter(({ itemIdentifier }) => !itemIdentifier.startsWith('bad-'))).toEqual([]);
        failed += batchItemFailures.length;
      }
      // Some of the spoilt ones are readable all the same, or about nobody new.
      expect(failed).toBeGreaterThan(100);
      expect(failed).toBeLessThan(bodies.length);
      const [all, people] = [await users(), await profiles()];
      const lost = bodies.map((_, i) => `user-${i}`).filter((sub) => !all.has(sub) || !people.has(sub));
      expect(lost).toEqual([]);
    });
  },
);

/**
 * Adds up when this process does not come to run. Here many instances share a process, and the process a machine; in Lambda each instance
 * has both alone. What is counted off is only time in which no timer could fire.
 */
function watchStarvation(): { between: (from: number, to: number) => number; stop: () => void } {
  const EVERY = 10;
  const gaps: [from: number, to: number][] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > 2 * EVERY) gaps.push([last + EVERY, now]);
    last = now;
  }, EVERY);
  return {
    between(from, to) {
      const recent = gaps.slice(-500);
      const overlap = ([start, end]: [number, number]) => Math.max(0, Math.min(end, to) - Math.max(start, from));
      const open: [number, number] = [last + EVERY, performance.now()];
      return [...recent, open].reduce((sum, gap) => sum + overlap(gap), 0);
    },
    stop: () => clearInterval(timer),
  };
}
