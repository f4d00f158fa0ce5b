import type { SQSEvent } from 'aws-lambda';
import { Kafka, logLevel } from 'kafkajs';

/** Messages of a queue to Kafka as articles have it: a new producer for each batch, and one request for each message. */
export async function handler(event: SQSEvent): Promise<void> {
  const kafka = new Kafka({
    clientId: 'events',
    brokers: (process.env['BROKERS'] ?? '').split(','),
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  for (const { body } of event.Records) {
    await producer.send({ topic: process.env['TOPIC'] ?? '', messages: [{ value: body }] });
  }
  await producer.disconnect();
}
