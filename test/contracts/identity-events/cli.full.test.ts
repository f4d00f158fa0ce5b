import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { auth0Samples } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT, loadFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startLambda } from '../../support/identity/cognito/startLambda.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { readAll } from './readers.ts';
import { useBucket } from './useBucket.ts';

const BIN = resolve(import.meta.dirname, '../../../packages/identity-events/dist/bin.js');
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:auth0-events-to-s3';
const FROM = '2026-11-26T10:00:00Z';
const missing = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('S3 by moto', missing))('sample --to <function>', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useBucket();
  const samples = auth0Samples(new Date(FROM));

  /** The command in a process of its own, and Lambda's Invoke on this machine, which calls the bundle that is deployed. */
  async function send(env: Record<string, string>) {
    const lambda = await startLambda((event) => invoke(event as never));
    onTestFinished(() => lambda.close());
    const invoke = await loadFunction('auth0-events-to-s3', env);
    return promisify(execFile)(process.execPath, [BIN, 'sample', '--to', ARN, '--from', FROM], {
      env: { PATH: process.env['PATH'], ...ACCOUNT, AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint },
    });
  }

  it('invokes the deployed bundle by Lambda’s protocol, and every sample event is in the bucket', async () => {
    const setting = await createSetting();
    const { stdout, stderr } = await send(setting.env);
    expect({ stdout, stderr }).toEqual({
      stdout: `${samples.length} of ${samples.length} sample events sent to ${ARN}\n`,
      stderr: '',
    });
    const folder = await setting.download();
    const ids = Object.values(await readAll(folder, 'parquet')).map((rows) => rows.map((row) => row['log_id']).sort());
    expect(ids.length).toBeGreaterThan(0);
    for (const one of ids) expect(one).toHaveLength(samples.length);
  });

  it('says which events the bundle could not deliver, and exits with 1', async () => {
    const setting = await createSetting();
    const failed = send({ ...setting.env, BUCKET: 'no-such-bucket' });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: `0 of ${samples.length} sample events sent to ${ARN}\n`,
      stderr: expect.stringContaining('its log says why') as string,
    });
  });
});
