import { CreateTableCommand, DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { repeatable } from '../../contracts/identity-events/profileUpdates.ts';
import { triggerEvent } from '../../contracts/identity-events/useNewUsers.ts';
import { loadModule } from '../../support/aws/loadFunction.ts';
import { createQueue } from '../../support/aws/queue.ts';
import { startDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { startFaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import type { Row } from '../bench.ts';
import { none } from './objects.ts';
import type { Subject } from './subjects.ts';

const SIGN_UPS = 200;

/** Sign-ups into two tables: 5% of the requests fail; then every sign-up is tried three times. */
export async function signUps({ ours, naiveBundled }: Subject): Promise<Row[]> {
  const [server, moto] = [await startDynamoDb(), await startMoto()];
  const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [client, sqs] = [
    new DynamoDBClient({ ...account, endpoint: server.url }),
    new SQSClient({ ...account, endpoint: moto.url }),
  ];
  const proxy = await startFaultyProxy(server.url);

  /** @returns rows without their other half, and users who are there more than once */
  const run = async (module: string, name: string, tries: number, failing: number): Promise<[number, number]> => {
    const tables = [`${name}-users`, `${name}-profiles`] as const;
    for (const table of tables) await createTable(client, table);
    const queue = await createQueue(sqs, name, 5);
    const random = repeatable(4);
    // A write that fails for good: the SDK's own tries are made and fail, too.
    const doomed = new Set<string>();
    proxy.decide = ({ body }) => {
      const text = body.toString();
      if (doomed.has(text) || random() < failing) {
        doomed.add(text);
        return 'throttled';
      }
      return undefined;
    };
    const invoke = await loadModule(module, {
      TABLE: tables[0],
      PROFILE_TABLE: tables[1],
      QUEUE_URL: queue.url,
      AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
      AWS_ENDPOINT_URL_SQS: moto.url,
    });
    const trigger = invoke as never as (event: unknown) => Promise<unknown>;
    for (let i = 0; i < SIGN_UPS; i++) {
      for (let tried = 0; tried < tries; tried++) await trigger(triggerEvent(`user-${i}`)).catch(() => undefined);
    }
    proxy.decide = () => undefined;
    await queue.drain(invoke, 10);
    const [users, profiles] = [await idsOf(client, tables[0]), await idsOf(client, tables[1])];
    const orphans = [...users].filter((id) => !profiles.has(id)).length;
    return [orphans + [...profiles].filter((id) => !users.has(id)).length, users.size - SIGN_UPS];
  };
  try {
    const [[orphans], [naiveOrphans]] = [
      await run(ours, 'ours-failing', 1, 0.05),
      await run(naiveBundled, 'naive-failing', 1, 0.05),
    ];
    const [[, doubled], [, naiveDoubled]] = [
      await run(ours, 'ours-tries', 3, 0),
      await run(naiveBundled, 'naive-tries', 3, 0),
    ];
    return [
      none(`rows without their other half after ${SIGN_UPS} sign-ups, 5% of the writes fail`, orphans, naiveOrphans),
      none('users doubled by three tries', doubled, naiveDoubled),
    ];
  } finally {
    client.destroy();
    sqs.destroy();
    await proxy.close();
    await moto.stop();
    await server.stop();
  }
}

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
    }),
  );
}

async function idsOf(client: DynamoDBClient, table: string): Promise<Set<unknown>> {
  const ids = new Set<unknown>();
  for (let from: Record<string, AttributeValue> | undefined, more = true; more; more = from !== undefined) {
    const page = await client.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
    for (const item of page.Items ?? []) ids.add(unmarshall(item)['user_id']);
    from = page.LastEvaluatedKey;
  }
  return ids;
}
