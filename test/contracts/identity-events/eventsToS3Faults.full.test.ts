import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction, startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { createView, openDuck, rowsOf } from '../cdk-identity-events/duck.ts';
import { signIns } from './envelopes.ts';
import { readAll } from './readers.ts';
import { expectAll } from './survives.ts';
import { useBucket, type Setting } from './useBucket.ts';

const missing = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('S3 and SQS by moto', missing))('auth0-events-to-s3', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useBucket();
  const bodies = signIns(20).map((one) => JSON.stringify(one));
  const ids = signIns(20).map(({ id }) => id);

  it('brings the messages back when only one of two formats could be written', async () => {
    const setting = await createSetting();
    let parquetDown = true;
    setting.proxy.decide = ({ path }) => (parquetDown && path.includes('.parquet') ? 'down' : undefined);
    await setting.queue.send(bodies);
    const invoke = await loadFunction('auth0-events-to-s3', setting.env);
    await setting.queue.poll(invoke);
    expect((await setting.keys()).filter((key) => key.endsWith('.parquet'))).toEqual([]);
    parquetDown = false;
    await setting.queue.drain(invoke);
    await expectAll(setting, ids);
    expect(await setting.keys()).toHaveLength(2);
  });

  it('writes the same objects again after a function was killed between write and acknowledgement', async () => {
    const setting = await createSetting();
    const doomed = startFunction('auth0-events-to-s3', setting.env);
    let written = 0;
    setting.proxy.answered = ({ path }) => {
      written++;
      if (path.includes('.parquet')) doomed.kill();
    };
    await setting.queue.send(bodies);
    await setting.queue.poll(doomed.invoke);
    expect(written).toBe(2);
    const before = await setting.keys();
    setting.proxy.answered = () => undefined;
    await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env));
    expect(await setting.keys()).toEqual(before);
    await expectAll(setting, ids);
  });

  it.each<[string, (setting: Setting) => Promise<unknown>]>([
    [
      'an answer of S3 was lost',
      async ({ env, proxy, queue }) => {
        proxy.decide = ({ path }) => (path.includes('.parquet') ? 'lost-response' : undefined);
        await queue.poll(await loadFunction('auth0-events-to-s3', env));
        proxy.decide = () => undefined;
      },
    ],
    [
      'the function was killed',
      async ({ env, proxy, queue }) => {
        const doomed = startFunction('auth0-events-to-s3', env);
        proxy.answered = ({ path }) => {
          if (path.includes('.parquet')) doomed.kill();
        };
        await queue.poll(doomed.invoke);
        proxy.answered = () => undefined;
      },
    ],
  ])('has each event once in the view when a batch comes again in smaller ones because %s', async (_, fail) => {
    const setting = await createSetting();
    await setting.queue.send(bodies);
    await fail(setting);
    expect(await setting.keys()).toHaveLength(2);
    await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env), 7);
    // Batches of 20, 7, 7 and 6, in two formats.
    expect(await setting.keys()).toHaveLength(8);
    const folder = await setting.download();
    const doubled = [...ids, ...ids].sort();
    for (const format of ['csv', 'parquet'] as const) {
      const { DuckDB } = await readAll(folder, format, ['DuckDB']);
      expect(DuckDB!.map(({ log_id }) => log_id).sort(), format).toEqual(doubled);
    }
    const duck = await openDuck();
    await createView(duck, join(folder, 'identity-events/auth0'));
    expect(await rowsOf(duck, 'SELECT log_id FROM auth0_events ORDER BY log_id')).toEqual(ids.map((id) => [id]));
    duck.closeSync();
  });
});
