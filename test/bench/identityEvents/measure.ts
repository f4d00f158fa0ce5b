import { batch } from '../../contracts/identity-events/cognitoEvents.ts';
import { signIns } from '../../contracts/identity-events/envelopes.ts';
import { profileEvent, toBatch } from '../../contracts/identity-events/profileUpdates.ts';
import { triggerEvent } from '../../contracts/identity-events/useNewUsers.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { findKafka } from '../../support/kafka/findKafka.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import type { Row } from '../bench.ts';
import { coldStart } from './coldStart.ts';
import { deadLetters } from './deadLetters.ts';
import { kafka } from './kafka.ts';
import { objects } from './objects.ts';
import { signUps } from './signUps.ts';
import { startPromptService } from './startPromptService.ts';
import { buildSubjects } from './subjects.ts';
import { users } from './users.ts';

const update = toBatch([profileEvent('auth0|1', 'updated', 1)]);

/** The functions of identity events beside the handlers that articles have, in one run. */
export async function identityEvents(repeats: number): Promise<Row[]> {
  const subjects = await buildSubjects();
  const { 'auth0-events-to-s3': events, 'auth0-users-to-dynamodb': profiles } = subjects;
  const { 'cognito-triggers-to-kafka': triggers, 'cognito-events-to-kafka': messages } = subjects;
  const { 'cognito-users-to-dynamodb': newUsers } = subjects;
  const broker = findKafka();
  const [noDynamo, noPython] = [missingDynamoDb(), missingPythonModules()];
  const rows: Row[] = [];
  const add = async (what: string, measure: () => Row[] | Promise<Row[]>): Promise<void> => {
    const started = performance.now();
    rows.push(...(await measure()));
    console.log(`${what} took ${((performance.now() - started) / 1000).toFixed(1)} s`);
  };
  await add('objects', () => objects(events));
  if (noDynamo !== undefined) unavailable('DynamoDB Local', noDynamo);
  else await add('users', () => users(profiles));
  if (noDynamo !== undefined || noPython !== undefined) unavailable('The queue', `${noDynamo ?? noPython}`);
  else {
    await add('dead letters', () => deadLetters(profiles));
    await add('sign-ups', () => signUps(newUsers));
  }
  if ('why' in broker || noPython !== undefined) unavailable('Kafka', 'why' in broker ? broker.why : `${noPython}`);
  else await add('Kafka', () => kafka(broker, triggers, messages, repeats));
  await add('cold start', async () => {
    const service = await startPromptService();
    const env = { AWS_ENDPOINT_URL: service.url, BUCKET: 'b', TABLE: 't', QUEUE_URL: `${service.url}/1/q` };
    try {
      return [
        ...(await coldStart('auth0-events-to-s3', events, { env, event: batch(signIns(10)) }, repeats)),
        ...(await coldStart('auth0-users-to-dynamodb', profiles, { env, event: update }, repeats)),
        ...(await coldStart('cognito-users-to-dynamodb', newUsers, { env, event: triggerEvent('user') }, repeats)),
      ];
    } finally {
      await service.close();
    }
  });
  return rows;
}

/** test/bench/identity-events.md: what is measured, and what came out. */
export function identityEventsReadme(rows: Row[], repeats: number): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return `# Benchmarks of identity events

\`npm run bench -- --only identity-events\` measures the functions of \`@dual-rum/identity-events\` beside the handlers that articles
have (\`naive\`): one PUT for each event, named by its time; rows joined with commas; an unconditional PutItem; no partial batch
responses; of a confirmed sign-up two puts with an id made anew; a new kafkajs producer in each trigger, which the user waits for.
\`--write\` writes this file.

${[
  line(['', 'Dual RUM', 'naive', 'ratio', 'goal']),
  line(['---', '---:', '---:', '---:', '---']),
  ...rows.map(({ what, dual, plain = '', ratio, goal }) =>
    line([what, dual, plain, ratio === undefined ? '' : `${ratio.toFixed(3)} ×`, goal?.text ?? '']),
  ),
].join('\n')}

- **S3 requests**: 10,000 sign-ins of one hour in batches of 1,000, into a local server that takes and counts what is put. Ours writes
  CSV and Parquet. A row is read by DuckDB; one user agent in 100 has a comma, a quote or a line end.
- **wrong rows**: 10,000 updates of 1,000 users, of which 5% come twice and 5% late; 100 users are deleted in the end. On DynamoDB Local.
- **innocent messages**: 250 messages in batches of 10, of which 5 cannot be read; three deliveries at most. SQS is moto.
- **a trigger**: from the call to the answer, after the first of an instance; a broker of Apache Kafka and SQS by moto on 127.0.0.1, the slow one behind a proxy. 200 calls each, of
  the naive one 20 with a slow broker and one with a dead one. Cold: the first call of 60 instances each, processes of their own, which have no connection yet; their code is evaluated before.
- **messages to Kafka**: CloudEvents of 1 KB in one instance, one batch after the other; the broker's own tool with \`acks=all\`, idempotent, for 100,000 messages in the same run.
- **cold start**: time to compile and evaluate the code in a new process of Node ${process.version}, the median of ${repeats} each, in turns.
  Milliseconds depend on the machine and on what else it does. As articles deploy it, the AWS SDK is loaded file by file from where
  the runtime has it. Bundled: by the same bundler and options, with the environment alone of the SDK's places for credentials. Ours leaves out more that it never uses
  (\`leaveOut\` of scripts/bundleFunctions.ts), which makes up for part of what it has beside the SDK: schemas, log lines, metrics, CSV and Parquet. Sizes are of all
  files; those of \`later\` load where they are needed. **With the first invocation**: the same and one call, S3, DynamoDB and SQS by a server that answers at once, Kafka by the broker.
  The two functions for DynamoDB, bundled, have the same client as the naive one, which is most of both starts, and beside it schemas and Powertools' metrics, which every first
  invocation uses: loading them later would only move them. Counted in instructions (valgrind's cachegrind, without the empty process), \`auth0-users-to-dynamodb\` takes 0.97 times the
  naive one's and \`cognito-users-to-dynamodb\` 1.01 times to be evaluated.
- **rows without their other half**: 200 sign-ups into two tables; one write in 20 is throttled until it is given up. **doubled**: Cognito
  calls three times, and each call succeeds.
`;
}
