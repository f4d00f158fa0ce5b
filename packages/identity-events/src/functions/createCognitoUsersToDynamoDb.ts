import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readNewUser } from '../cognito/readNewUser.ts';
import { withoutSecrets } from '../cognito/withoutSecrets.ts';
import { createNewUserWriter, type NewUserWriter } from '../dynamodb/createNewUserWriter.ts';
import { planNewUser, type NewRow } from '../dynamodb/planNewUser.ts';
import { MessageError } from '../model/MessageError.ts';
import type { NewUser } from '../model/NewUser.ts';
import { toInstant } from '../model/toInstant.ts';
import { asError, createQueueHandler, type Outcome, type QueueHandler } from '../queue/createQueueHandler.ts';
import { createReport } from '../queue/createReport.ts';
import { answerInTime } from '../trigger/answerInTime.ts';
import { createAnswerReport } from '../trigger/createAnswerReport.ts';
import { clientSettings } from './clientSettings.ts';
import { oneOf, required, wholeNumber } from './settings.ts';

/** Takes an event of a trigger, and answers it as it came; or a batch of the queue, and answers with the messages that failed. */
export type CognitoUsersHandler = <E>(event: E) => Promise<E | SQSBatchResponse>;

const NAME = 'cognito-users-to-dynamodb';

/** The function `cognito-users-to-dynamodb`, as its environment says. Throws `SettingError`. */
export function createCognitoUsersToDynamoDb(env: NodeJS.ProcessEnv): CognitoUsersHandler {
  const tables = {
    users: required(env, 'TABLE', 'the name of the table of users'),
    profiles: env['PROFILE_TABLE'] || undefined,
  };
  const queueUrl = required(env, 'QUEUE_URL', 'the URL of the queue for what cannot be written at once');
  const empty = oneOf(env, 'EMPTY_ATTRIBUTES', ['omit', 'null']);
  const onSignIn = oneOf(env, 'ON_SIGN_IN', ['true', 'false']) === 'true';
  const deadline = wholeNumber(env, 'DEADLINE_MS', 1500, 100, 4500);

  const write = createNewUserWriter(new DynamoDBClient(clientSettings));
  const rowsOf = (user: NewUser): NewRow[] => planNewUser(user, tables, empty);
  const send = createSender(queueUrl);
  const report = createAnswerReport(NAME, env);
  // An instance is called by the user pool, or by the queue.
  let fromQueue: QueueHandler | undefined;
  const makeFromQueue = (): QueueHandler =>
    createQueueHandler({
      read: (json) => readQueued(json, onSignIn),
      deliver: (messages) => deliver(write, messages, rowsOf),
      report: createReport(NAME, env),
    });

  async function answer(event: unknown): Promise<void> {
    const at = new Date();
    let user: NewUser | undefined;
    try {
      user = readNewUser(event, at, onSignIn);
    } catch (error) {
      report.unreadable(error);
      return;
    }
    if (!user) return;
    const rows = rowsOf(user);
    const body = JSON.stringify({ at: user.at, trigger: withoutSecrets(event as Record<string, unknown>) });
    const outcome = await answerInTime({
      deadline,
      work: (abort) => write(rows, abort),
      queue: (abort) => send(body, abort),
    });
    report.answered(outcome, user.userId);
  }

  return async (event) => {
    if (isBatch(event)) return (fromQueue ??= makeFromQueue())(event);
    // What a trigger throws is shown to the user and ends the sign-up: it is answered even where its report fails.
    await answer(event).catch(() => undefined);
    return event;
  };
}

function isBatch(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && Array.isArray((event as Partial<SQSEvent>).Records);
}

/** A message that the trigger has left. */
function readQueued(json: unknown, onSignIn: boolean): NewUser | undefined {
  const { at, trigger } = (json ?? {}) as { at?: unknown; trigger?: unknown };
  const instant = toInstant(at);
  if (instant === undefined) throw new MessageError('The message has no time "at": it is none of this function’s own.');
  return readNewUser(trigger, new Date(instant), onSignIn);
}

async function deliver(
  write: NewUserWriter,
  messages: { id: string; value: NewUser | undefined }[],
  rowsOf: (user: NewUser) => NewRow[],
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = await Promise.all(
    messages.map(async ({ id, value }): Promise<[string, Outcome]> => [
      id,
      value ? await write(rowsOf(value)).catch(asError) : 'ignored',
    ]),
  );
  return new Map(outcomes);
}

/** Puts a message into the queue. The client loads with the first one: most instances never need it. */
function createSender(queueUrl: string): (body: string, abort: AbortSignal) => Promise<unknown> {
  const load = async () => {
    const { SQSClient, SendMessageCommand } = await import('@aws-sdk/client-sqs');
    return { client: new SQSClient(clientSettings), SendMessageCommand };
  };
  let loading: ReturnType<typeof load> | undefined;
  return async (body, abort) => {
    const { client, SendMessageCommand } = await (loading ??= load());
    const message = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body });
    return client.send(message, { abortSignal: abort });
  };
}
