import { expect } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import type { Invoke } from '../../support/aws/queue.ts';
import { eventsOf, FAULTLESS, inGroups, judge } from './cognitoEvents.ts';
import type { KafkaSetting } from './useKafka.ts';

/**
 * 140 events of seven users go from the queue to Kafka while there is trouble: none is lost or changed, and each user's are in order.
 *
 * @param trouble begins when the first batch is written
 * @returns how many messages are in the topic beyond the first of their id, and how many batches the trouble met: failed, or tried
 *   again for at least a second
 */
export async function survives(
  setting: KafkaSetting,
  env: Record<string, string>,
  trouble: () => Promise<void>,
): Promise<{ doubled: number; met: number }> {
  const queue = await setting.newQueue('fifo', 50);
  const events = eventsOf(7, 140);
  await queue.sendInOrder(inGroups(events));
  const handler = await loadFunction('cognito-events-to-kafka', env);
  let met = 0;
  const invoke: Invoke = async (event) => {
    const started = performance.now();
    const response = await handler(event);
    if (response!.batchItemFailures.length > 0 || performance.now() - started > 1000) met++;
    return response;
  };
  await queue.poll(handler, 10);
  const over = trouble();
  await queue.drain(invoke, 10);
  await over;
  await queue.drain(invoke, 10);
  expect(await queue.deadLetters()).toEqual([]);
  const { doubled, ...rest } = judge(await setting.stored(env['TOPIC']!), events);
  expect({ ...rest, doubled: 0 }).toEqual(FAULTLESS);
  return { doubled, met };
}
