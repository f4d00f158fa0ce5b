import { Producer, stringSerializers } from '@platformatic/kafka';
import { Kafka, logLevel } from 'kafkajs';

/** One producer: idempotent, `acks=all`. */
export interface BenchProducer {
  /** Sends a batch in one go; resolves when the broker has it. */
  send: (messages: { key: string; value: string }[]) => Promise<unknown>;
  close: () => Promise<unknown>;
}

export type BenchClient = (brokers: string[], topic: string) => Promise<BenchProducer>;

/** Each with settings that come as near as it has to the other's: three tries, a second at most between them. */
export const CLIENTS: Record<'@platformatic/kafka' | 'kafkajs', BenchClient> = {
  '@platformatic/kafka': (bootstrapBrokers, topic) => {
    const producer = new Producer({
      clientId: 'bench',
      bootstrapBrokers,
      idempotent: true,
      retries: 3,
      retryDelay: 300,
      serializers: stringSerializers,
    });
    return Promise.resolve({
      send: (messages) => producer.send({ messages: messages.map((one) => ({ topic, ...one })) }),
      close: () => producer.close(),
    });
  },
  kafkajs: async (brokers, topic) => {
    const kafka = new Kafka({
      clientId: 'bench',
      brokers,
      logLevel: logLevel.NOTHING,
      retry: { retries: 3, maxRetryTime: 1000 },
    });
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 3, maxRetryTime: 1000 },
    });
    await producer.connect();
    return { send: (messages) => producer.send({ topic, acks: -1, messages }), close: () => producer.disconnect() };
  },
};
