import { gunzipSync } from 'node:zlib';
import { parseCognitoUserAuthEvent } from '../cognito/parseCognitoUserAuthEvent.ts';
import { MessageError } from '../model/MessageError.ts';
import type { QueueEntry } from './carryToQueue.ts';

/** What CloudWatch Logs calls a function with: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html. */
export interface LogsEvent {
  awslogs: { data: string };
}

export const isLogsEvent = (event: unknown): event is LogsEvent =>
  typeof (event as Partial<LogsEvent> | null | undefined)?.awslogs?.data === 'string';

/**
 * The entries `userAuthEvents` of a user pool's log export in what CloudWatch Logs sends, with their ids. Entries of another kind,
 * such as failed notifications, are left out. Throws `MessageError` for what cannot be read.
 */
export function readLogExport({ awslogs }: LogsEvent): QueueEntry[] {
  let data: { messageType?: unknown; logEvents?: unknown };
  try {
    data = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as typeof data;
  } catch {
    throw new MessageError('CloudWatch Logs sent what is no JSON, compressed with gzip, in Base64.');
  }
  // The other type is CONTROL_MESSAGE, which asks whether the function is there.
  if (data.messageType !== 'DATA_MESSAGE' || !Array.isArray(data.logEvents)) return [];
  return (data.logEvents as { message?: unknown }[]).flatMap(({ message }) => entryOf(message));
}

function entryOf(body: unknown): QueueEntry[] {
  if (typeof body !== 'string') return [];
  try {
    const { id, subject } = parseCognitoUserAuthEvent(JSON.parse(body));
    return [{ id, group: subject ?? id, body }];
  } catch {
    return [];
  }
}
