import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { mavenJars } from '../maven.ts';
import { startProgram, type Program } from './startProgram.ts';

let jars: string | undefined;

/** Why DynamoDB Local cannot run here; fetches it with Maven if it is missing. Undefined when it can. */
export function missingDynamoDb(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'no java on PATH';
  const found = mavenJars('dynamodb-local-2.6.1', ['com.amazonaws:DynamoDBLocal:2.6.1']);
  if ('why' in found) return found.why;
  jars = found.folder;
  return undefined;
}

/** DynamoDB Local, with nothing in it. */
export function startDynamoDb(): Promise<Program> {
  const folder = jars;
  if (folder === undefined) throw new Error('Call missingDynamoDb() first: it says where DynamoDB Local is.');
  return startProgram('java', (port) => [
    `-Djava.library.path=${folder}`,
    '-Xmx256m',
    '-cp',
    join(folder, '*'),
    'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
    '-inMemory',
    '-disableTelemetry',
    '-port',
    String(port),
  ]);
}
