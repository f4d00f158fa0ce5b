import { CreateTableCommand, DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import {
  courseOfUpdates,
  expectedUsers,
  repeatable,
  toBatch,
  wrongUsers,
} from '../../contracts/identity-events/profileUpdates.ts';
import { loadModule } from '../../support/aws/loadFunction.ts';
import { startDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { Row } from '../bench.ts';
import { none } from './objects.ts';
import type { Subject } from './subjects.ts';

/** 10,000 profile updates, of which 5% come twice and 5% late, and some of whose users are deleted. */
export async function users({ ours, naiveBundled }: Subject): Promise<Row[]> {
  const server = await startDynamoDb();
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: server.url,
  });
  const events = courseOfUpdates(10_000, 1000, repeatable(2));
  const run = async (module: string, table: string): Promise<number> => {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
      }),
    );
    const invoke = await loadModule(module, { TABLE: table, AWS_ENDPOINT_URL_DYNAMODB: server.url });
    for (let i = 0; i < events.length; i += 100) await invoke(toBatch(events.slice(i, i + 100), i));
    return wrongUsers(expectedUsers(events), await itemsOf(client, table)).length;
  };
  try {
    return [none('wrong rows after 10,000 profile updates', await run(ours, 'ours'), await run(naiveBundled, 'naive'))];
  } finally {
    client.destroy();
    await server.stop();
  }
}

async function itemsOf(client: DynamoDBClient, table: string): Promise<Map<string, Record<string, unknown>>> {
  const items = new Map<string, Record<string, unknown>>();
  for (let from: Record<string, AttributeValue> | undefined, more = true; more; more = from !== undefined) {
    const page = await client.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
    for (const item of (page.Items ?? []).map((one) => unmarshall(one))) items.set(item['user_id'] as string, item);
    from = page.LastEvaluatedKey;
  }
  return items;
}
