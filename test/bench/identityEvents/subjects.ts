import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionFolder, type FunctionName } from '@dual-rum/identity-events/functions';
import { build, type BuildOptions } from 'esbuild';
import { forLambda, onlyCredentialsOfLambda, withRequire } from '../../../scripts/bundleFunctions.ts';

/** The naive handlers, in the checkout's node_modules: no tool of the repository looks there, and Node finds the AWS SDK. */
const folder = resolve(import.meta.dirname, '../../../node_modules/.cache/bench-functions');

const packageFolder = resolve(import.meta.dirname, '../../../packages/identity-events');

/** One function, ours and as the articles have it. */
export interface Subject {
  ours: string;
  /** With the AWS SDK inside, by the same bundler and options as ours, credentials of the environment alone included. */
  naiveBundled: string;
  /** As the articles deploy it: the AWS SDK is where the runtime has it. */
  naive: string;
}

export async function buildSubjects(): Promise<Record<FunctionName, Subject>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return {
    'auth0-events-to-s3': await subject('auth0-events-to-s3', 'eventsToS3'),
    'auth0-users-to-dynamodb': await subject('auth0-users-to-dynamodb', 'usersToDynamoDb'),
    'cognito-triggers-to-kafka': await subject('cognito-triggers-to-kafka', 'triggersToKafka', kafkajs),
    'cognito-events-to-kafka': await subject('cognito-events-to-kafka', 'eventsToKafka', kafkajs),
    'cognito-users-to-dynamodb': await subject('cognito-users-to-dynamodb', 'cognitoUsers'),
  };
}

/** It is CommonJS. */
const kafkajs = { banner: withRequire };

async function subject(name: FunctionName, naive: string, more: BuildOptions = {}): Promise<Subject> {
  const entryPoints = { index: join(import.meta.dirname, `../naive/${naive}.ts`) };
  const options = { ...forLambda, ...more, entryPoints };
  const [bundled, plain] = [join(folder, naive, 'bundled'), join(folder, naive, 'plain')];
  await build({ ...options, outdir: bundled, alias: onlyCredentialsOfLambda(packageFolder) });
  await build({ ...options, minify: false, packages: 'external', outdir: plain });
  return {
    ours: url(functionFolder(name)),
    naiveBundled: url(bundled),
    naive: url(plain),
  };
}

const url = (folder: string): string => pathToFileURL(join(folder, 'index.mjs')).href;
