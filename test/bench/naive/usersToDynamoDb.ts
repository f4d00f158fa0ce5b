import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSEvent } from 'aws-lambda';

/**
 * Auth0's profile updates to DynamoDB as articles have it: whatever comes is put, a deletion deletes, and one message that
 * fails sends the whole batch back.
 */
const client = new DynamoDBClient({});

interface Stream {
  type: string;
  data: { object: Record<string, unknown> };
}

export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    const { detail } = JSON.parse(record.body) as { detail: Stream };
    const user = detail.data.object;
    const TableName = process.env['TABLE'];
    if (detail.type === 'user.deleted') {
      await client.send(new DeleteItemCommand({ TableName, Key: marshall({ user_id: user['user_id'] }) }));
    } else {
      await client.send(new PutItemCommand({ TableName, Item: marshall(user, { removeUndefinedValues: true }) }));
    }
  }
}
