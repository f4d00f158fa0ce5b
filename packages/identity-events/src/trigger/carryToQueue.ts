import {
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { NEW_USER_SOURCES } from '../cognito/readNewUser.ts';
import type { Carrier } from './Carrier.ts';

/**
 * What a FIFO queue asks of a message: one user's messages stay in order, and one sent twice within five minutes, as by Cognito's
 * second and third try, is one. Nothing for any other queue.
 */
function inOrder(queueUrl: string, group: string, id: string) {
  return queueUrl.endsWith('.fifo')
    ? { MessageGroupId: group.slice(0, 128), MessageDeduplicationId: id.slice(0, 128) }
    : {};
}

/** Hands events to an SQS queue. */
export function carryToQueue(client: SQSClient, queueUrl: string): Carrier {
  return {
    carry: (event, until) =>
      sendInTime(client, until, {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(event),
        ...inOrder(queueUrl, event.subject ?? event.id, event.id),
      }),
  };
}

/** Hands what may tell of a new user to the queue of `cognito-users-to-dynamodb`, as that would have left it there itself. */
export function carryUsers(client: SQSClient, queueUrl: string): Carrier {
  return {
    async carry({ time, data }, until) {
      if (!NEW_USER_SOURCES.includes(data.code)) return;
      const MessageBody = JSON.stringify({ at: time, trigger: data.raw });
      await sendInTime(client, until, { QueueUrl: queueUrl, MessageBody });
    },
  };
}

async function sendInTime(client: SQSClient, until: number, message: SendMessageCommandInput): Promise<void> {
  const abortSignal = AbortSignal.timeout(Math.max(until - Date.now(), 0));
  // The client would sleep between two tries where it is told to stop.
  const over = new Promise<never>((_, fail) => {
    abortSignal.addEventListener('abort', () => fail(abortSignal.reason as Error));
  });
  await Promise.race([client.send(new SendMessageCommand(message), { abortSignal }), over]);
}

/** SQS takes this many messages, and together this many bytes, in one request. */
const [BATCH, BYTES] = [10, 200_000];

/** A message for the queue. */
export interface QueueEntry {
  /** The same when it comes again. */
  id: string;
  /** Messages of one group stay in order. */
  group: string;
  body: string;
}

/**
 * Puts messages into an SQS queue.
 *
 * @throws Error when one of them is not in the queue; those that are may be sent again
 */
export async function sendToQueue(client: SQSClient, queueUrl: string, messages: readonly QueueEntry[]): Promise<void> {
  let batch: QueueEntry[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const Entries = batch.map(({ id, group, body }, i) => ({
      Id: String(i),
      MessageBody: body,
      ...inOrder(queueUrl, group, id),
    }));
    [batch, bytes] = [[], 0];
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    if (Failed.length > 0)
      throw new Error(`SQS refuses ${Failed.length} of ${Entries.length} messages: ${Failed[0]?.Code}.`);
  };
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    if (batch.length === BATCH || bytes + size > BYTES) await flush();
    batch.push(message);
    bytes += size;
  }
  await flush();
}
