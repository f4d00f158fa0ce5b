import { CreateTableCommand, DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { startFaultyProxy, type FaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import type { Program } from '../../support/aws/startProgram.ts';

/** A table, and what stands between the function and DynamoDB. */
export interface Setting {
  table: string;
  proxy: FaultyProxy;
  env: Record<string, string>;
  client: DynamoDBClient;
  /** All items, by user id. */
  items(): Promise<Map<string, Record<string, unknown>>>;
}

/** Starts DynamoDB Local for a suite. Each test asks for a table of its own. */
export function useTable(): () => Promise<Setting> {
  let server: Program;
  let client: DynamoDBClient;
  let tables = 0;
  beforeAll(async () => {
    server = await startDynamoDb();
    client = new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: server.url,
    });
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  return async () => {
    const table = `users-${tables++}`;
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
      }),
    );
    const proxy = await startFaultyProxy(server.url);
    onTestFinished(() => proxy.close());
    return {
      table,
      proxy,
      client,
      env: { TABLE: table, AWS_ENDPOINT_URL_DYNAMODB: proxy.url },
      async items() {
        const found = new Map<string, Record<string, unknown>>();
        for (let from: Record<string, AttributeValue> | undefined, more = true; more; more = from !== undefined) {
          const page = await client.send(
            new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
          );
          for (const item of page.Items ?? []) {
            const user = unmarshall(item, { wrapNumbers: Number });
            found.set(user['user_id'] as string, user);
          }
          from = page.LastEvaluatedKey;
        }
        return found;
      },
    };
  };
}
