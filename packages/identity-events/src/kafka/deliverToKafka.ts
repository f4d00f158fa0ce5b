import type { IdentityCloudEvent } from '../model/toCloudEvent.ts';
import { MessageError } from '../model/MessageError.ts';
import type { Message, Outcome } from '../queue/createQueueHandler.ts';
import type { KafkaProducer } from './createKafkaProducer.ts';
import { isTooLarge } from './explain.ts';
import { toKafkaMessage } from './toKafkaMessage.ts';

/**
 * Writes a batch of a queue to Kafka, in the order of the batch. A message that fails takes later ones with the same key with it,
 * so that the order holds when they come again.
 *
 * @param ms how long a batch may take
 */
export function deliverToKafka(producer: KafkaProducer, ms: number) {
  return async (messages: Message<IdentityCloudEvent>[]): Promise<ReadonlyMap<string, Outcome>> => {
    const errors = await producer.send(
      messages.map(({ value }) => toKafkaMessage(value)),
      Date.now() + ms,
    );
    return new Map(messages.map(({ id }, i) => [id, outcomeOf(errors[i])]));
  };
}

/** Too large is the message's own fault: it is so at every try. */
function outcomeOf(error: Error | undefined): Outcome {
  if (error === undefined) return 'delivered';
  return isTooLarge(error) ? new MessageError(error.message, { cause: error }) : error;
}
