import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll } from 'vitest';
import { createQueue, type TestQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import type { Program } from '../../support/aws/startProgram.ts';

export const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** Starts S3 and SQS for a suite, by moto. */
export function useMoto(): {
  url: () => string;
  createQueue: (name: string, maxReceiveCount?: number) => Promise<TestQueue>;
} {
  let moto: Program;
  let sqs: SQSClient;
  beforeAll(async () => {
    moto = await startMoto();
    sqs = new SQSClient({ ...account, endpoint: moto.url });
  });
  afterAll(async () => {
    sqs.destroy();
    await moto.stop();
  });
  return { url: () => moto.url, createQueue: (name, maxReceiveCount = 5) => createQueue(sqs, name, maxReceiveCount) };
}
