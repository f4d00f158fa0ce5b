import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { TestQueue } from '../../support/aws/queue.ts';
import { startFaultyProxy, type FaultyProxy } from '../../support/aws/startFaultyProxy.ts';
import { account, useMoto } from './useMoto.ts';

/** A bucket, a queue, and what stands between the function and S3. */
export interface Setting {
  bucket: string;
  queue: TestQueue;
  proxy: FaultyProxy;
  /** What the function needs to know. */
  env: Record<string, string>;
  keys(): Promise<string[]>;
  /** All objects, as files in a folder that the test removes. */
  download(): Promise<string>;
}

/** Starts S3 and SQS for a suite. Each test asks for a setting of its own. */
export function useBucket(): (maxReceiveCount?: number) => Promise<Setting> {
  const moto = useMoto();
  let s3: S3Client;
  let settings = 0;
  beforeAll(() => {
    s3 = new S3Client({ ...account, endpoint: moto.url() });
  });
  afterAll(() => s3.destroy());

  return async (maxReceiveCount = 5) => {
    const name = `events-${settings++}`;
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    const queue = await moto.createQueue(name, maxReceiveCount);
    const proxy = await startFaultyProxy(moto.url());
    onTestFinished(() => proxy.close());
    const keys = async (): Promise<string[]> => {
      const found: string[] = [];
      for (let token: string | undefined, more = true; more; more = token !== undefined) {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: name, ...(token !== undefined && { ContinuationToken: token }) }),
        );
        found.push(...(page.Contents ?? []).map(({ Key }) => Key!));
        token = page.NextContinuationToken;
      }
      return found;
    };
    return {
      bucket: name,
      queue,
      proxy,
      env: { BUCKET: name, AWS_ENDPOINT_URL_S3: proxy.url },
      keys,
      async download() {
        const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bucket-'));
        onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
        for (const key of await keys()) {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: key }));
          const path = join(folder, key);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, await Body!.transformToByteArray());
        }
        return folder;
      },
    };
  };
}
