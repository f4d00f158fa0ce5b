import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionName } from '@dual-rum/identity-events/functions';
import { describe, expect, it } from 'vitest';
import { loadFunction, startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { toLambdaEvent, type Invoke, type TestQueue } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { FaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { signIns } from './envelopes.ts';
import { profileEvent } from './profileUpdates.ts';
import { expectAll } from './survives.ts';
import { useBucket } from './useBucket.ts';
import { useMoto } from './useMoto.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb() ?? missingPythonModules();

/** Seconds in which Lambda ends a function, as it is deployed. */
const TIMEOUT = 60;

interface Pipeline {
  name: FunctionName;
  env: Record<string, string>;
  queue: TestQueue;
  proxy: FaultyProxy;
  bodies: string[];
}

/** What both functions do while what they write to does not answer, for so many seconds. */
export function outage(seconds: number): void {
  describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
    `a service that is away for ${seconds} s`,
    () => {
      const createBucket = useBucket();
      const createTable = useTable();
      const { createQueue } = useMoto();

      it('S3: each event is there once in the end', async () => {
        const setting = await createBucket();
        const events = signIns(50);
        const bodies = events.map((one) => JSON.stringify(one));
        await livesThrough({ ...setting, name: 'auth0-events-to-s3', bodies }, seconds);
        await expectAll(
          setting,
          events.map(({ id }) => id),
        );
      });

      it('DynamoDB: each user is as the newest update says', async () => {
        const setting = await createTable();
        const queue = await createQueue('users');
        const bodies = Array.from({ length: 50 }, (_, i) => profileEvent(`auth0|${i % 20}`, 'updated', i + 1).body);
        await livesThrough({ ...setting, queue, name: 'auth0-users-to-dynamodb', bodies }, seconds);
        const items = [...(await setting.items()).values()];
        const versions = items.map((item) => (item['user_metadata'] as { version: number }).version);
        expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 31));
      });
    },
  );
}

/** Messages come all the time; what fails is delivered again after a third of the outage. */
async function livesThrough({ name, env, queue, proxy, bodies }: Pipeline, seconds: number): Promise<void> {
  const load = await loadFunction(name, env);
  let [failures, done] = [0, 0];
  const invoke: Invoke = async (event) => {
    const answer = await load(event);
    const failed = answer?.batchItemFailures.length ?? 0;
    failures += failed;
    done += event.Records.length - failed;
    return answer;
  };
  const backAfter = Math.ceil(seconds / 3);
  const steps = 10;

  await proxy.goDown();
  await tells(name, env, bodies[0]!);
  const up = sleep(seconds * 1000).then(() => proxy.comeUp());
  for (let step = 0; step < steps; step++) {
    await queue.send(bodies.slice((step * bodies.length) / steps, ((step + 1) * bodies.length) / steps));
    await queue.poll(invoke, 100, backAfter);
    await sleep((seconds * 1000) / steps);
  }
  await up;
  for (const deadline = Date.now() + (seconds + 60) * 1000; done < bodies.length && Date.now() < deadline;) {
    if ((await queue.poll(invoke, 100, backAfter)) === 0) await sleep(200);
  }
  expect({ done }).toEqual({ done: bodies.length });
  // At least those that came first.
  expect(failures).toBeGreaterThanOrEqual(bodies.length / steps);
  expect(await queue.deadLetters()).toEqual([]);
}

/** Says in log and metric that a message failed, and not what is in it. */
async function tells(name: FunctionName, env: Record<string, string>, body: string): Promise<void> {
  const run = startFunction(name, env);
  expect(await run.invoke(toLambdaEvent([{ MessageId: 'm0', Body: body }]))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }],
  });
  expect(run.output()).toContain('ECONNREFUSED');
  expect(run.output()).toContain('"EventsFailed":1');
  expect(run.output()).not.toContain('@example.com');
}

/** What both functions do while what they write to takes connections and says nothing. */
export function hanging(): void {
  describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
    'a service that hangs',
    () => {
      const createBucket = useBucket();
      const createTable = useTable();
      const { createQueue } = useMoto();

      it.each<[string, () => Promise<Pipeline>]>([
        [
          'S3',
          async () => {
            const bodies = signIns(20).map((one) => JSON.stringify(one));
            return { ...(await createBucket()), name: 'auth0-events-to-s3', bodies };
          },
        ],
        [
          'DynamoDB',
          async () => {
            const bodies = Array.from({ length: 20 }, (_, i) => profileEvent(`auth0|${i % 5}`, 'updated', i + 1).body);
            return {
              ...(await createTable()),
              queue: await createQueue('hanging'),
              name: 'auth0-users-to-dynamodb',
              bodies,
            };
          },
        ],
      ])('%s: the function answers long before Lambda ends it, and the messages come again', async (_, create) => {
        const { name, env, queue, proxy, bodies } = await create();
        proxy.decide = () => 'hangs';
        const run = startFunction(name, env);
        const started = performance.now();
        await queue.send(bodies);
        await queue.poll(run.invoke);
        expect((performance.now() - started) / 1000).toBeLessThan(TIMEOUT / 2);
        expect(run.output()).toContain('"EventsFailed":20');
        expect(run.output()).toContain('TimeoutError');
        proxy.decide = () => undefined;
        await queue.drain(await loadFunction(name, env));
        expect(await queue.deadLetters()).toEqual([]);
      });
    },
  );
}
