import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startProgram, type Program } from './startProgram.ts';

/** Folders of the repository that git ignores: nothing is installed elsewhere. */
const cache = resolve(import.meta.dirname, '../../../.cache');
const jars = join(cache, 'dynamodb-local');
const jar = join(jars, 'DynamoDBLocal-2.6.1.jar');

/** Why DynamoDB Local cannot run here; fetches it with Maven if it is missing. Undefined when it can. */
export function missingDynamoDb(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'no java on PATH';
  if (existsSync(jar)) return undefined;
  spawnSync(
    'mvn',
    [
      '--quiet',
      '--batch-mode',
      '--file',
      join(import.meta.dirname, 'dynamodb-local.pom.xml'),
      `-Dmaven.repo.local=${join(cache, 'maven')}`,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${jars}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return existsSync(jar) ? undefined : 'Maven cannot fetch com.amazonaws:DynamoDBLocal';
}

/** DynamoDB Local, with nothing in it. */
export function startDynamoDb(): Promise<Program> {
  return startProgram('java', (port) => [
    `-Djava.library.path=${jars}`,
    '-Xmx256m',
    '-cp',
    join(jars, '*'),
    'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
    '-inMemory',
    '-disableTelemetry',
    '-port',
    String(port),
  ]);
}
