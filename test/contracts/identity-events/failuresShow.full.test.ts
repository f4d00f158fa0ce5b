import type { FunctionName } from '@dual-rum/identity-events/functions';
import { beforeAll, describe, expect, it } from 'vitest';
import { startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import type { Invoke, TestQueue } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { FaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { signIns } from './envelopes.ts';
import { profileEvent } from './profileUpdates.ts';
import { useBucket } from './useBucket.ts';
import { useMoto } from './useMoto.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb() ?? missingPythonModules();
const DELIVERIES = 2;

interface Pipeline {
  env: Record<string, string>;
  queue: TestQueue;
  proxy: FaultyProxy;
  bodies: string[];
}

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
  'a failure that lasts until messages are dead letters',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createBucket = useBucket();
    const createTable = useTable();
    const { createQueue } = useMoto();

    const pipelines: Partial<Record<FunctionName, () => Promise<Pipeline>>> = {
      'auth0-events-to-s3': async () => ({
        ...(await createBucket(DELIVERIES)),
        bodies: signIns(5).map((one) => JSON.stringify(one)),
      }),
      'auth0-users-to-dynamodb': async () => ({
        ...(await createTable()),
        queue: await createQueue(`dead-users-${queues++}`, DELIVERIES),
        bodies: Array.from({ length: 5 }, (_, i) => profileEvent(`auth0|${i}`, 'updated', i + 1).body),
      }),
    };
    let queues = 0;

    describe.each(Object.entries(pipelines))('of %s', (name, create) => {
      /** Delivers until the messages are dead letters. Gives what the function wrote at each delivery. */
      async function deliver({ env, queue, bodies }: Pipeline, started?: (run: { kill(): void }) => void) {
        await queue.send(bodies);
        const outputs: string[] = [];
        for (let delivery = 0; delivery < DELIVERIES; delivery++) {
          const run = startFunction(name as FunctionName, env);
          const invoke: Invoke = (event) => {
            const answer = run.invoke(event);
            started?.(run);
            return answer;
          };
          expect(await queue.poll(invoke)).toBe(bodies.length);
          outputs.push(run.output());
        }
        expect(await queue.poll(() => Promise.reject(new Error('never invoked')))).toBe(0);
        expect((await queue.deadLetters()).sort()).toEqual([...bodies].sort());
        return outputs;
      }

      it.each<[string, (pipeline: Pipeline) => void]>([
        ['requests are throttled', ({ proxy }) => (proxy.decide = () => 'throttled')],
        ['requests are half-written', ({ proxy }) => (proxy.decide = () => 'half-written')],
        ['answers are lost', ({ proxy }) => (proxy.decide = () => 'lost-response')],
        [
          'bucket or table is not there',
          ({ env }) => Object.assign(env, { TABLE: 'nobodys', BUCKET: 'nobodys-bucket' }),
        ],
      ])('shows in the dead-letter queue and in EventsFailed: %s', async (_, fail) => {
        const pipeline = await create();
        fail(pipeline);
        for (const output of await deliver(pipeline)) {
          const metric = output.split('\n').find((line) => line.includes('"_aws"'));
          expect(JSON.parse(metric!)).toMatchObject({ EventsDelivered: 0, EventsFailed: pipeline.bodies.length });
        }
      });

      it('shows in the dead-letter queue: the function is killed at every delivery', async () => {
        const pipeline = await create();
        await deliver(pipeline, (run) => (pipeline.proxy.answered = () => run.kill()));
      });
    });
  },
);
