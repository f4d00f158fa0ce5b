import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { missingDynamoDb, startDynamoDb } from '../../test/support/aws/startDynamoDb.ts';

/** A row of the table of users. */
export type UserRow = Record<string, string>;

/** The table of users, which the deployed function writes. */
export interface NewUsers {
  /** The function, as the user pool calls it. */
  trigger: (event: unknown) => Promise<unknown>;
  rows: () => Promise<UserRow[]>;
  close: () => Promise<void>;
}

const TABLE = 'users';
const COLUMNS = ['user_id', 'email', 'full_name', 'user_name', 'source', 'created_at'];

/** Starts DynamoDB Local with an empty table, and loads the bundle of the function; or says why it cannot. */
export async function carryNewUsers(): Promise<NewUsers | { why: string }> {
  const why = missingDynamoDb();
  if (why !== undefined) return { why };
  const server = await startDynamoDb();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ region: 'us-east-1', credentials, endpoint: server.url });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
    }),
  );
  // What the table does not take goes to a queue, which there is none of here: it would be lost, and the check would say so.
  const env = { TABLE, QUEUE_URL: 'http://127.0.0.1:1/none', AWS_ENDPOINT_URL_DYNAMODB: server.url };
  // Imports a package, which the demo may have built only now.
  const { loadTrigger } = await import('../../test/support/aws/loadFunction.ts');
  return {
    trigger: await loadTrigger('cognito-users-to-dynamodb', { ...env, DEADLINE_MS: '4500' }),
    async rows() {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE }));
      return Items.map((item) => {
        const row = unmarshall(item);
        return Object.fromEntries(COLUMNS.map((name) => [name, String(row[name] ?? '')]));
      });
    },
    async close() {
      client.destroy();
      await server.stop();
    },
  };
}

/** How the table differs from what the sign-up of one user must leave, a sentence each. */
export function checkNewUsers(rows: UserRow[], subject: string, name: string): string[] {
  const [row, ...more] = rows;
  if (!row || more.length > 0) return [`The table of users has ${rows.length} rows, not one.`];
  return row['user_id'] === subject && row['full_name'] === name
    ? []
    : [`The table of users has ${row['full_name']} (${row['user_id']}), not ${name} (${subject}).`];
}
