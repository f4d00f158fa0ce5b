import { SQSClient } from '@aws-sdk/client-sqs';
import { profileEvent } from '../../contracts/identity-events/profileUpdates.ts';
import { loadModule } from '../../support/aws/loadFunction.ts';
import { createQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import { startDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Row } from '../bench.ts';
import { none } from './objects.ts';
import type { Subject } from './subjects.ts';

const MESSAGES = 250;
const POISON = 5;

/** 250 messages, of which 5 cannot be read, through a queue that gives up after three deliveries. */
export async function deadLetters({ ours, naiveBundled }: Subject): Promise<Row[]> {
  const [moto, dynamo] = [await startMoto(), await startDynamoDb()];
  const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [sqs, client] = [
    new SQSClient({ ...account, endpoint: moto.url }),
    new DynamoDBClient({ ...account, endpoint: dynamo.url }),
  ];
  const bodies = Array.from({ length: MESSAGES }, (_, i) =>
    i % (MESSAGES / POISON) === 7 ? 'not JSON' : profileEvent(`auth0|${i}`, 'updated', 1).body,
  );
  const run = async (module: string, name: string): Promise<number> => {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
      }),
    );
    const queue = await createQueue(sqs, name, 3);
    await queue.send(bodies);
    const invoke = await loadModule(module, { TABLE: name, AWS_ENDPOINT_URL_DYNAMODB: dynamo.url });
    await queue.drain(invoke, 10);
    const dead = await queue.deadLetters();
    if (dead.filter((body) => body === 'not JSON').length !== POISON) {
      throw new Error(`of ${POISON} messages that cannot be read, not all are in the dead-letter queue of ${name}`);
    }
    return dead.length - POISON;
  };
  try {
    const what = `innocent messages in the dead-letter queue, beside ${POISON} that cannot be read`;
    return [none(what, await run(ours, 'ours'), await run(naiveBundled, 'naive'))];
  } finally {
    sqs.destroy();
    client.destroy();
    await moto.stop();
    await dynamo.stop();
  }
}
