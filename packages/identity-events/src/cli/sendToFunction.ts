import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { SampleEnvelope } from '../model/SampleEnvelope.ts';
import type { Sent } from './Sent.ts';

/** Invokes a function with the events as one batch of a queue, and reads which of them failed. */
export async function sendToFunction(client: LambdaClient, arn: string, samples: SampleEnvelope[]): Promise<Sent> {
  const Records = samples.map((envelope) => ({
    messageId: envelope.id,
    receiptHandle: 'sample',
    body: JSON.stringify(envelope),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.parse(envelope.time)) },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:sample',
    awsRegion: 'us-east-1',
  }));
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: arn, Payload: new TextEncoder().encode(JSON.stringify({ Records })) }),
  );
  const answer = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) return { sent: 0, failed: [`the function ended with an error: ${answer}`] };
  const failures = (JSON.parse(answer || '{}') as { batchItemFailures?: { itemIdentifier: string }[] })
    .batchItemFailures;
  const failed = (failures ?? []).map(({ itemIdentifier }) => `${itemIdentifier}: its log says why`);
  return { sent: samples.length - failed.length, failed };
}
