import type { KafkaProducer } from '../kafka/createKafkaProducer.ts';
import { toKafkaMessage } from '../kafka/toKafkaMessage.ts';
import type { Carrier } from './Carrier.ts';

/** Milliseconds for which Kafka is left alone after it has failed. */
const PAUSE = 10_000;

interface Options {
  producer: Pick<KafkaProducer, 'send'>;
  queue: Carrier;
  /** Is told why an event goes through the queue. */
  failed: (error: unknown) => void;
  now?: () => number;
}

/**
 * Hands events to Kafka itself, and to the queue where Kafka fails: half of the time is Kafka's, the other half the queue's. After a
 * failure Kafka is left alone for ten seconds, so that not every user has to wait for it.
 *
 * An event that Kafka had not acknowledged in time may be in the topic twice, with the same id.
 */
export function carryToKafka({ producer, queue, failed, now = Date.now }: Options): Carrier {
  let resting = 0;
  return {
    async carry(event, until) {
      const started = now();
      if (started >= resting) {
        const [error] = await producer.send([toKafkaMessage(event)], started + (until - started) / 2);
        if (error === undefined) return;
        resting = now() + PAUSE;
        failed(error);
      }
      await queue.carry(event, until);
    },
  };
}
