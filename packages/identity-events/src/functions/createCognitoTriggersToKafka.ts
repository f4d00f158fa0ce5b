import { SQSClient } from '@aws-sdk/client-sqs';
import type { Carrier } from '../trigger/Carrier.ts';
import { carryToQueue, carryUsers, sendToQueue } from '../trigger/carryToQueue.ts';
import { createTriggerHandler } from '../trigger/createTriggerHandler.ts';
import { createTriggerReport } from '../trigger/createTriggerReport.ts';
import { isLogsEvent, readLogExport } from '../trigger/readLogExport.ts';
import { oneOf, required, wholeNumber } from './settings.ts';

/** Two tries at a silent SQS fit into the deadline of a trigger, which ends the third. */
const QUICK = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 400, requestTimeout: 600, throwOnRequestTimeout: true },
};

/**
 * The function `cognito-triggers-to-kafka`, as its environment says. Throws `SettingError`.
 *
 * Cognito calls it for a trigger, and it answers with the same event. CloudWatch Logs calls it with entries of the log export, and
 * where the queue does not take them it throws, so that CloudWatch Logs calls again.
 */
export function createCognitoTriggersToKafka(env: NodeJS.ProcessEnv): (event: unknown) => Promise<unknown> {
  const queueUrl = required(env, 'QUEUE_URL', 'the URL of the queue that cognito-events-to-kafka reads');
  const deadline = wholeNumber(env, 'DEADLINE_MS', 1500, 100, 4500);
  const send = oneOf(env, 'SEND', ['queue', 'direct']);
  const client = new SQSClient(QUICK);
  const report = createTriggerReport('cognito-triggers-to-kafka', env);
  const queue = carryToQueue(client, queueUrl);
  const toKafka = send === 'queue' ? queue : direct(env, queue, report.byQueue);
  const usersUrl = env['USERS_QUEUE_URL'] || undefined;
  const carrier = usersUrl === undefined ? toKafka : both(toKafka, carryUsers(client, usersUrl));
  const trigger = createTriggerHandler({ carrier, deadline, report });
  return async (event) => {
    if (!isLogsEvent(event)) return trigger(event);
    await sendToQueue(client, queueUrl, readLogExport(event));
    return undefined;
  };
}

/** Waits for both, also where one fails: what is under way when a trigger is answered may never end. */
const both = (one: Carrier, other: Carrier): Carrier => ({
  async carry(event, until) {
    const settled = await Promise.allSettled([one.carry(event, until), other.carry(event, until)]);
    const failed = settled.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  },
});

/** Loads what speaks Kafka only where it is used: a trigger that hands to the queue starts without it. */
function direct(env: NodeJS.ProcessEnv, queue: Carrier, failed: (error: unknown) => void): Carrier {
  const loading = Promise.all([
    import('./kafkaSettings.ts'),
    import('../kafka/createKafkaProducer.ts'),
    import('../trigger/carryToKafka.ts'),
  ]).then(([{ kafkaSettings }, { createKafkaProducer }, { carryToKafka }]) => {
    const producer = createKafkaProducer(kafkaSettings(env));
    void producer.warm();
    return carryToKafka({ producer, queue, failed });
  });
  // A wrong setting must not end the process: then nobody could sign in.
  loading.catch(failed);
  return {
    async carry(event, until) {
      const carrier = await loading.catch(() => queue);
      await carrier.carry(event, until);
    },
  };
}
