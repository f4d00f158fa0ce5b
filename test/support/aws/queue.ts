import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** How a function is invoked: in this process, or in one of its own. A rejection is an invocation that failed. */
export type Invoke = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

/** A queue with a dead-letter queue, as a stack has them. */
export interface TestQueue {
  url: string;
  deadLetterUrl: string;
  send(bodies: string[]): Promise<void>;
  /** Into a FIFO queue: each in a group, and with an id that counts once in five minutes. */
  sendInOrder(messages: { body: string; group: string; id: string }[]): Promise<void>;
  /**
   * Does what Lambda does for a queue: takes up to `batchSize` messages, invokes the function, deletes all that it does not
   * answer as failed. What failed is delivered again after `backAfter` seconds; default: at once. Answers with how many messages
   * there were.
   */
  poll(invoke: Invoke, batchSize?: number, backAfter?: number): Promise<number>;
  /** Polls until the queue is empty. */
  drain(invoke: Invoke, batchSize?: number): Promise<void>;
  /** The bodies in the dead-letter queue. */
  deadLetters(): Promise<string[]>;
}

/**
 * @param maxReceiveCount after how many deliveries a message goes to the dead-letter queue
 * @param kind `fifo`: messages of a group in order, one sent twice once
 */
export async function createQueue(
  client: SQSClient,
  name: string,
  maxReceiveCount: number,
  kind: 'standard' | 'fifo' = 'standard',
): Promise<TestQueue> {
  const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  const create = async (base: string, attributes: Record<string, string>): Promise<string> => {
    const QueueName = kind === 'fifo' ? `${base}.fifo` : base;
    const Attributes = { ...attributes, ...(kind === 'fifo' && fifo) };
    return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
  };
  const deadLetterUrl = await create(`${name}-dead`, {});
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetterUrl, AttributeNames: ['QueueArn'] }),
  );
  const url = await create(name, {
    VisibilityTimeout: '600',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes!.QueueArn, maxReceiveCount }),
  });

  async function receive(from: string, wanted: number): Promise<Message[]> {
    const messages: Message[] = [];
    while (messages.length < wanted) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: from,
          MaxNumberOfMessages: Math.min(10, wanted - messages.length),
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      messages.push(...Messages);
    }
    return messages;
  }

  async function poll(invoke: Invoke, batchSize = 1000, backAfter = 0): Promise<number> {
    const messages = await receive(url, batchSize);
    if (messages.length === 0) return 0;
    let failed: Set<string | undefined>;
    try {
      const response = await invoke(toLambdaEvent(messages));
      failed = new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch {
      failed = new Set(messages.map(({ MessageId }) => MessageId));
    }
    const handle = (one: Message, i: number) => ({ Id: String(i), ReceiptHandle: one.ReceiptHandle });
    for (const some of tens(messages.filter(({ MessageId }) => !failed.has(MessageId)))) {
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: some.map(handle) }));
    }
    for (const some of tens(messages.filter(({ MessageId }) => failed.has(MessageId)))) {
      const Entries = some.map((one, i) => ({ ...handle(one, i), VisibilityTimeout: backAfter }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    }
    return messages.length;
  }

  return {
    url,
    deadLetterUrl,
    poll,
    async send(bodies) {
      for (const some of tens(bodies)) {
        const Entries = some.map((MessageBody, i) => ({ Id: String(i), MessageBody }));
        await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      }
    },
    async sendInOrder(messages) {
      for (const some of tens(messages)) {
        const Entries = some.map(({ body, group, id }, i) => ({
          Id: String(i),
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: id,
        }));
        await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      }
    },
    async drain(invoke, batchSize) {
      for (let empty = 0; empty < 2;) empty = (await poll(invoke, batchSize)) === 0 ? empty + 1 : 0;
    },
    deadLetters: async () => (await receive(deadLetterUrl, 10_000)).map(({ Body }) => Body ?? ''),
  };
}

/** The event that Lambda makes of messages: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export function toLambdaEvent(messages: Message[]): SQSEvent {
  return {
    Records: messages.map(({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }) => ({
      messageId: MessageId ?? '',
      receiptHandle: ReceiptHandle ?? '',
      body: Body ?? '',
      attributes: {
        ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? '1',
        SentTimestamp: Attributes?.SentTimestamp ?? '',
        SenderId: Attributes?.SenderId ?? '',
        ApproximateFirstReceiveTimestamp: Attributes?.ApproximateFirstReceiveTimestamp ?? '',
        ...(Attributes?.MessageGroupId !== undefined && { MessageGroupId: Attributes.MessageGroupId }),
      },
      messageAttributes: {},
      md5OfBody: MD5OfBody ?? '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:events',
      awsRegion: 'us-east-1',
    })),
  };
}

function tens<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / 10) }, (_, i) => items.slice(i * 10, i * 10 + 10));
}
