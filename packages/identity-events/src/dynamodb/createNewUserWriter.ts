import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { NewRow } from './planNewUser.ts';

/** Writes the rows that are not there yet, all or none; `ignored` where all are. Needs PutItem, and reads nothing. */
export type NewUserWriter = (rows: NewRow[], abort?: AbortSignal) => Promise<'delivered' | 'ignored'>;

/** Tables of DynamoDB with the partition key `user_id`. */
export function createNewUserWriter(client: DynamoDBClient): NewUserWriter {
  return async function write(rows: NewRow[], abort?: AbortSignal): Promise<'delivered' | 'ignored'> {
    const puts = rows.map(({ table, item }) => ({
      TableName: table,
      Item: marshall(item),
      ConditionExpression: 'attribute_not_exists(user_id)',
    }));
    const options = abort && { abortSignal: abort };
    try {
      if (puts.length === 1) await client.send(new PutItemCommand(puts[0]!), options);
      else await client.send(new TransactWriteItemsCommand({ TransactItems: puts.map((Put) => ({ Put })) }), options);
      return 'delivered';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'ignored';
      const missing = missingOf(rows, error);
      if (missing === undefined) throw error;
      // One of the two is there: another program, or a table that came later.
      return missing.length === 0 ? 'ignored' : write(missing, abort);
    }
  };
}

/** The rows that are not there, where a transaction was refused because others are; else undefined. */
function missingOf(rows: NewRow[], error: unknown): NewRow[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  const only = codes.every((code) => code === 'None' || code === 'ConditionalCheckFailed');
  if (!only || !codes.includes('ConditionalCheckFailed')) return undefined;
  return rows.filter((_, i) => codes[i] === 'None');
}
