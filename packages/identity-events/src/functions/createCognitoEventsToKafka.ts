import { createKafkaProducer } from '../kafka/createKafkaProducer.ts';
import type { QueueHandler } from '../queue/createQueueHandler.ts';
import { createCognitoEventsHandler } from './createCognitoEventsHandler.ts';
import { kafkaSettings } from './kafkaSettings.ts';

/** The function `cognito-events-to-kafka`, as its environment says. Throws `SettingError`. */
export function createCognitoEventsToKafka(env: NodeJS.ProcessEnv): QueueHandler {
  return createCognitoEventsHandler({ producer: createKafkaProducer(kafkaSettings(env)) }, env);
}
