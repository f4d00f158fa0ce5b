import { expect, onTestFinished } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import type { Invoke, TestQueue } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { startFaultyProxy, type FaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import { useMoto } from './useMoto.ts';
import { useTable } from './useTable.ts';

type Row = Record<string, unknown>;

/** Two tables and a queue, and what stands between the function and each. */
export interface Setting {
  env: Record<string, string>;
  dynamo: FaultyProxy;
  sqs: FaultyProxy;
  queue: TestQueue;
  /** All rows, by `user_id`. */
  users(): Promise<Map<string, Row>>;
  profiles(): Promise<Map<string, Row>>;
}

/** What is called with the event of a trigger, and answers it. */
export type Trigger = <E>(event: E) => Promise<E>;

export const missing = missingDynamoDb() ?? missingPythonModules();

/** The longest deadline that can be set, for tests of what is written: a busy machine writes slowly. */
export const LONGEST_DEADLINE = { DEADLINE_MS: '4500' };

/** Milliseconds that Cognito waits for an answer. */
const PATIENCE = 5000;

/** Calls the trigger as Cognito does: it must answer the event as it was, in time. */
export async function call(trigger: Trigger, event: ReturnType<typeof triggerEvent>): Promise<void> {
  const before = structuredClone(event);
  const started = performance.now();
  expect(await trigger(event)).toEqual(before);
  expect(performance.now() - started).toBeLessThan(PATIENCE);
}

/** Starts DynamoDB Local and SQS for a suite. Each test asks for tables and a queue of its own. */
export function useNewUsers(more: Record<string, string> = {}): (maxReceiveCount?: number) => Promise<Setting> {
  const moto = useMoto();
  const createTable = useTable();
  let settings = 0;
  return async (maxReceiveCount = 5) => {
    const [users, profiles] = [await createTable(), await createTable()];
    const queue = await moto.createQueue(`new-users-${settings++}`, maxReceiveCount);
    const sqs = await startFaultyProxy(moto.url());
    onTestFinished(() => sqs.close());
    return {
      dynamo: users.proxy,
      sqs,
      queue,
      users: users.items,
      profiles: profiles.items,
      env: {
        TABLE: users.table,
        PROFILE_TABLE: profiles.table,
        // The SDK takes the URL of a queue for its endpoint.
        QUEUE_URL: queue.url.replace(/^https?:\/\/[^/]+/, sqs.url),
        AWS_ENDPOINT_URL_DYNAMODB: users.proxy.url,
        AWS_ENDPOINT_URL_SQS: sqs.url,
        ...more,
      },
    };
  };
}

/** The bundle, as the trigger and as what empties the queue. */
export async function loadBoth(env: Record<string, string>): Promise<{ trigger: Trigger; invoke: Invoke }> {
  const invoke = await loadFunction('cognito-users-to-dynamodb', env);
  return { trigger: invoke as never, invoke };
}

const CLIENT = { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789abcdefghij' };

/** An event of a user pool, as Cognito sends it, with a secret that the application has sent along. */
export function triggerEvent(sub: string, triggerSource = 'PostConfirmation_ConfirmSignUp', more: object = {}) {
  return {
    version: '1',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_9aBcDeFgH',
    userName: sub,
    callerContext: CLIENT,
    request: {
      userAttributes: {
        sub,
        email: `${sub}@example.com`,
        email_verified: 'true',
        'cognito:user_status': 'CONFIRMED',
        given_name: 'Ada',
        family_name: 'Lovelace',
        phone_number: '',
        ...more,
      },
      clientMetadata: { captcha: 'S3CRET' },
    },
    response: {},
  };
}
