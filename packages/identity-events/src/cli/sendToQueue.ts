import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SampleEnvelope } from '../model/SampleEnvelope.ts';
import type { Sent } from './Sent.ts';

/** SQS takes this many messages in one request. */
const BATCH = 10;

/** Puts the events into a queue, as EventBridge does. */
export async function sendToQueue(client: SQSClient, url: string, samples: SampleEnvelope[]): Promise<Sent> {
  const result: Sent = { sent: 0, failed: [] };
  for (let start = 0; start < samples.length; start += BATCH) {
    const batch = samples.slice(start, start + BATCH);
    const { Successful = [], Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: batch.map((envelope, i) => ({ Id: String(i), MessageBody: JSON.stringify(envelope) })),
      }),
    );
    result.sent += Successful.length;
    result.failed.push(...Failed.map(({ Id, Message }) => `${batch[Number(Id)]?.id}: ${Message ?? 'refused'}`));
  }
  return result;
}
