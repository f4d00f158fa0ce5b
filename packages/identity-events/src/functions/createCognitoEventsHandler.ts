import { readCognitoMessage } from '../cognito/readCognitoMessage.ts';
import type { KafkaProducer } from '../kafka/createKafkaProducer.ts';
import { deliverToKafka } from '../kafka/deliverToKafka.ts';
import {
  createQueueHandler,
  type QueueHandler,
  type QueueHandlerOptions,
  type Report,
} from '../queue/createQueueHandler.ts';
import { createReport } from '../queue/createReport.ts';

export interface CognitoEventsOptions {
  producer: KafkaProducer;
  /** Milliseconds that a batch may take; default 20,000. */
  timeout?: number;
  /** Puts a message that can never be in the topic, unreadable or too large, into the dead-letter queue. Default: it comes again. */
  sendOn?: QueueHandlerOptions<unknown>['sendOn'];
  /** Hears what failed and what was delivered; default: log lines and metrics by Powertools. */
  report?: Report;
}

/**
 * The handler of the function `cognito-events-to-kafka`, for a producer of one's own.
 *
 * It takes a batch of a queue (events that the trigger function has put there, CloudTrail's as EventBridge has them, entries of the
 * log export) and answers with the messages that failed.
 */
export function createCognitoEventsHandler(
  { producer, timeout = 20_000, sendOn, report }: CognitoEventsOptions,
  env: NodeJS.ProcessEnv = process.env,
): QueueHandler {
  return createQueueHandler({
    read: readCognitoMessage,
    deliver: deliverToKafka(producer, timeout),
    sendOn,
    report: report ?? createReport('cognito-events-to-kafka', env),
  });
}
