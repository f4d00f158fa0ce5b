import {
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { UserItem } from './UserItem.ts';
import type { Condition, UserTable } from './UserTable.ts';

interface Expression {
  text: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** A DynamoDB table with the partition key `user_id` as a table of users. It needs PutItem and UpdateItem, and reads nothing. */
export function createUserTable(client: DynamoDBClient, tableName: string): UserTable {
  return {
    async write(userId, plan, condition) {
      const only = conditionOf(condition);
      const common = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
      try {
        if (plan.kind === 'put') {
          await client.send(
            new PutItemCommand({
              ...common,
              Item: marshalled(plan.item),
              ...conditional(only, only.names, only.values),
            }),
          );
        } else {
          const change = updateOf(plan.set, plan.remove);
          await client.send(
            new UpdateItemCommand({
              ...common,
              Key: { user_id: { S: userId } },
              UpdateExpression: change.text,
              ...conditional(only, { ...change.names, ...only.names }, { ...change.values, ...only.values }),
            }),
          );
        }
        return { written: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Numbers as JSON reads them: without the option, one like 1e22 is an error.
        const current = error.Item && (unmarshall(error.Item, { wrapNumbers: Number }) as UserItem);
        return { written: false, current };
      }
    },
  };
}

function conditionOf(condition: Condition): Expression {
  switch (condition.kind) {
    case 'absent':
      return { text: 'attribute_not_exists(#id)', names: { '#id': 'user_id' }, values: {} };
    case 'older':
      return {
        text: 'attribute_not_exists(#id) OR (#at < :than AND attribute_not_exists(#gone))',
        names: { '#id': 'user_id', '#at': 'updated_at', '#gone': 'deleted_at' },
        values: { ':than': condition.than },
      };
    case 'unchanged': {
      const { event_id } = condition.since;
      // An item that another program wrote has no event id.
      return event_id === undefined
        ? { text: 'attribute_not_exists(#event)', names: { '#event': 'event_id' }, values: {} }
        : { text: '#event = :event', names: { '#event': 'event_id' }, values: { ':event': event_id } };
    }
  }
}

function updateOf(fields: Partial<UserItem>, remove: string[]): Expression {
  const set = Object.entries(fields).filter(([name, value]) => name !== 'user_id' && value !== undefined);
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const assignments = set.map(([name, value], i) => {
    names[`#s${i}`] = name;
    values[`:s${i}`] = value;
    return `#s${i} = :s${i}`;
  });
  const removed = remove.map((name, i) => {
    names[`#r${i}`] = name;
    return `#r${i}`;
  });
  const text = `SET ${assignments.join(', ')}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}`;
  return { text, names, values };
}

function conditional({ text }: Expression, names: Record<string, string>, values: Record<string, unknown>) {
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    // DynamoDB refuses an empty object.
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: marshalled(values) }),
  };
}

/** Empty texts stay empty texts. Numbers stay what JSON has made of them, also beyond 2^53: ids of other services. */
function marshalled(value: Record<string, unknown>): Record<string, AttributeValue> {
  return marshall(value, { removeUndefinedValues: true, convertEmptyValues: false, allowImpreciseNumbers: true });
}
