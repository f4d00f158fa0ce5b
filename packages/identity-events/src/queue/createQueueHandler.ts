import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { MessageError } from '../model/MessageError.ts';
import { describeFailure, type Failure } from './describeFailure.ts';
import { parseBody } from './parseBody.ts';

/** A message that could be read. */
export interface Message<T> {
  /** SQS's id of the message. */
  id: string;
  value: T;
}

/** What became of a message: an error sends it back to the queue, and in the end to the dead-letter queue; a `MessageError` at once, where there is `sendOn`. */
export type Outcome = 'delivered' | 'ignored' | Error;

/** What an invocation did. */
export interface Counts {
  delivered: number;
  ignored: number;
  failed: number;
}

interface Destination {
  to: 'queue' | 'dead-letter queue';
  /** Why it goes back to the queue, where the dead-letter queue should have taken it. */
  notSentOn?: Failure;
}

/** A message that failed, and where it goes. */
export interface FailedMessage extends Failure, Destination {
  messageId: string;
  /** How often SQS has delivered it, this time included. */
  receiveCount: string | undefined;
}

/** Where the handler says what happened. */
export interface Report {
  failed(failure: FailedMessage): void;
  done(counts: Counts): void;
}

export interface QueueHandlerOptions<T> {
  /** Reads the JSON of a message. What it throws fails this message alone. */
  read: (json: unknown) => T;
  /** Delivers what could be read, and says for each message, by its id, what became of it. */
  deliver: (messages: Message<T>[]) => Promise<ReadonlyMap<string, Outcome>>;
  /**
   * Puts a message that can never be delivered (`MessageError`) into the dead-letter queue. In a FIFO queue it would hold up all
   * that is behind it in its group. Default: it goes back to the queue like any other.
   */
  sendOn?: ((record: SQSRecord) => Promise<unknown>) | undefined;
  report: Report;
}

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * A Lambda handler for a queue. It answers with the messages that failed, so that SQS delivers these again and no other:
 * the event source needs `ReportBatchItemFailures`.
 */
export function createQueueHandler<T>({ read, deliver, sendOn, report }: QueueHandlerOptions<T>): QueueHandler {
  return async (event) => {
    const outcomes = await outcomesOf(event.Records, read, deliver);
    const counts: Counts = { delivered: 0, ignored: 0, failed: 0 };
    const destinationOf = async (record: SQSRecord, error: Error): Promise<Destination> => {
      if (!sendOn || !(error instanceof MessageError)) return { to: 'queue' };
      return sendOn(record).then(
        () => ({ to: 'dead-letter queue' as const }),
        (problem: unknown) => ({ to: 'queue' as const, notSentOn: describeFailure(problem) }),
      );
    };
    /** Whether the message goes back to the queue. */
    const settle = async (record: SQSRecord): Promise<boolean> => {
      const outcome = outcomes.get(record.messageId) ?? new Error('Nothing became of the message.');
      if (!(outcome instanceof Error)) {
        counts[outcome]++;
        return false;
      }
      counts.failed++;
      const destination = await destinationOf(record, outcome);
      const { messageId, attributes } = record;
      const receiveCount = attributes?.ApproximateReceiveCount;
      report.failed({ messageId, receiveCount, ...destination, ...describeFailure(outcome) });
      return destination.to === 'queue';
    };
    // A message whose failure cannot be reported comes again, and no other with it.
    const back = await Promise.all(event.Records.map((record) => settle(record).catch(() => true)));
    report.done(counts);
    const failed = event.Records.filter((_, i) => back[i]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

async function outcomesOf<T>(
  records: SQSRecord[],
  read: (json: unknown) => T,
  deliver: QueueHandlerOptions<T>['deliver'],
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const messages: Message<T>[] = [];
  for (const { messageId, body } of records) {
    try {
      messages.push({ id: messageId, value: read(parseBody(body)) });
    } catch (error) {
      outcomes.set(messageId, asError(error));
    }
  }
  try {
    for (const [id, outcome] of await deliver(messages)) outcomes.set(id, outcome);
  } catch (error) {
    for (const { id } of messages) outcomes.set(id, asError(error));
  }
  return outcomes;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('Something was thrown that is no error.');
}
