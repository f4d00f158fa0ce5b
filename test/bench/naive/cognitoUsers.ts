import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/**
 * Cognito's post confirmation to DynamoDB as articles have it: a new id at every try, two puts one after the other, and a failure
 * that refuses the sign-up.
 */
const client = new DynamoDBClient({});

interface Trigger {
  request: { userAttributes: Record<string, string> };
}

export async function handler(event: Trigger): Promise<Trigger> {
  const { email = '', given_name, family_name } = event.request.userAttributes;
  const user_id = randomUUID();
  await client.send(new PutItemCommand({ TableName: process.env['TABLE'], Item: marshall({ user_id, email }) }));
  const profile = { user_id, full_name: `${given_name} ${family_name}` };
  await client.send(new PutItemCommand({ TableName: process.env['PROFILE_TABLE'], Item: marshall(profile) }));
  return event;
}
