import type { SQSRecord } from 'aws-lambda';
import { createKafkaProducer } from '../kafka/createKafkaProducer.ts';
import type { QueueHandler } from '../queue/createQueueHandler.ts';
import { clientSettings } from './clientSettings.ts';
import { createCognitoEventsHandler } from './createCognitoEventsHandler.ts';
import { kafkaSettings } from './kafkaSettings.ts';

/** The function `cognito-events-to-kafka`, as its environment says. Throws `SettingError`. */
export function createCognitoEventsToKafka(env: NodeJS.ProcessEnv): QueueHandler {
  const deadLetterUrl = env['DEAD_LETTER_QUEUE_URL'] || undefined;
  const sendOn = deadLetterUrl === undefined ? undefined : createSendOn(deadLetterUrl);
  return createCognitoEventsHandler({ producer: createKafkaProducer(kafkaSettings(env)), sendOn }, env);
}

/** Puts a message into the dead-letter queue, in its group. The client loads with the first one: most instances never need it. */
function createSendOn(queueUrl: string): (record: SQSRecord) => Promise<void> {
  const load = async () => {
    const [{ SQSClient }, { sendToQueue }] = await Promise.all([
      import('@aws-sdk/client-sqs'),
      import('../trigger/carryToQueue.ts'),
    ]);
    // Two tries: with the time for Kafka they fit into that of the function.
    return { client: new SQSClient({ ...clientSettings, maxAttempts: 2 }), sendToQueue };
  };
  let loading: ReturnType<typeof load> | undefined;
  return async ({ messageId, attributes, body }) => {
    const { client, sendToQueue } = await (loading ??= load());
    await sendToQueue(client, queueUrl, [{ id: messageId, group: attributes.MessageGroupId ?? messageId, body }]);
  };
}
