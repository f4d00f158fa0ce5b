import { Kafka, logLevel } from 'kafkajs';

/**
 * A Cognito trigger to Kafka as articles have it: a new producer for each call, awaited before the user gets on; an error of Kafka
 * is the user's.
 */
interface TriggerEvent {
  triggerSource: string;
  userName: string;
  request: { userAttributes: Record<string, string> };
}

export async function handler(event: TriggerEvent): Promise<TriggerEvent> {
  const kafka = new Kafka({
    clientId: 'cognito',
    brokers: (process.env['BROKERS'] ?? '').split(','),
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({
    topic: process.env['TOPIC'] ?? '',
    messages: [
      {
        value: JSON.stringify({
          type: event.triggerSource,
          user: event.userName,
          attributes: event.request.userAttributes,
          at: new Date().toISOString(),
        }),
      },
    ],
  });
  await producer.disconnect();
  return event;
}
