import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { auth0Samples, parseAuth0Event } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction, startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { signIns } from './envelopes.ts';
import { readAll } from './readers.ts';
import { expectAll, survives } from './survives.ts';
import { useBucket } from './useBucket.ts';

const missing = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('S3 and SQS by moto', missing))('auth0-events-to-s3', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useBucket();
  const bodies = signIns(20).map((one) => JSON.stringify(one));
  const ids = signIns(20).map(({ id }) => id);

  it('writes a batch as one object a day and format, which two readers each read back', async () => {
    const setting = await createSetting();
    const samples = auth0Samples(new Date('2026-11-26T23:59:40Z'));
    await setting.queue.send(samples.map((one) => JSON.stringify(one)));
    await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env));
    expect((await setting.keys()).map((key) => key.replace(/\d{6}-[0-9a-f]{32}/, 'name'))).toEqual([
      'identity-events/auth0/csv/day=2026-11-26/name.csv',
      'identity-events/auth0/csv/day=2026-11-27/name.csv',
      'identity-events/auth0/parquet/day=2026-11-26/name.parquet',
      'identity-events/auth0/parquet/day=2026-11-27/name.parquet',
    ]);
    const events = samples.map((one) => parseAuth0Event(one)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const folder = await setting.download();
    for (const format of ['csv', 'parquet'] as const) {
      for (const [reader, rows] of Object.entries(await readAll(folder, format))) {
        const found = rows.sort((a, b) => (a['log_id']! < b['log_id']! ? -1 : 1));
        const expected = events.map((event) => ({
          log_id: event.id,
          type: event.type,
          occurred_at: event.occurredAt,
          subject: event.subject ?? null,
          client_name: event.client?.name ?? null,
          country: event.country ?? null,
          raw: JSON.stringify(event.raw),
        }));
        expect(found, `${format} by ${reader}`).toMatchObject(expected);
      }
    }
  });

  it('takes what the command sends to the queue', async () => {
    const setting = await createSetting();
    const bin = resolve(import.meta.dirname, '../../../packages/identity-events/dist/bin.js');
    const { status, stdout } = spawnSync(process.execPath, [bin, 'sample', '--to', setting.queue.url], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' },
    });
    const count = auth0Samples(new Date()).length;
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `${count} of ${count} sample events sent to ${setting.queue.url}\n`,
    });
    await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env));
    const { DuckDB } = await readAll(await setting.download(), 'parquet', ['DuckDB']);
    expect(DuckDB).toHaveLength(count);
  });

  it('writes where and what it is told to', async () => {
    const setting = await createSetting();
    await setting.queue.send(bodies.slice(0, 1));
    await setting.queue.drain(
      await loadFunction('auth0-events-to-s3', { ...setting.env, PREFIX: '/sign-ins/', FORMATS: 'parquet' }),
    );
    expect(await setting.keys()).toEqual([
      expect.stringMatching(/^sign-ins\/parquet\/day=2026-11-26\/100000-[0-9a-f]{32}\.parquet$/),
    ]);
  });

  it('fails poison messages alone, which end in the dead-letter queue and a metric', async () => {
    const setting = await createSetting(2);
    const poison = ['not JSON', '{}', '"a text"', JSON.stringify({ detail: { data: { type: 's' } } })];
    await setting.queue.send([...bodies.slice(0, 10), ...poison, ...bodies.slice(10)]);
    const first = startFunction('auth0-events-to-s3', setting.env);
    await setting.queue.poll(first.invoke);
    const metric = first
      .output()
      .split('\n')
      .find((line) => line.includes('"_aws"'));
    expect(JSON.parse(metric!)).toMatchObject({ EventsDelivered: 20, EventsFailed: 4, service: 'auth0-events-to-s3' });
    await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env));
    expect((await setting.queue.deadLetters()).sort()).toEqual([...poison].sort());
    await expectAll(setting, ids);
  });

  it('writes duplicates once within a batch, and over itself when a batch comes again', async () => {
    const setting = await createSetting();
    const invoke = await loadFunction('auth0-events-to-s3', setting.env);
    await setting.queue.send([...bodies, ...bodies.slice(0, 5)]);
    await setting.queue.drain(invoke);
    await setting.queue.send(bodies.toReversed());
    await setting.queue.drain(invoke);
    expect(await setting.keys()).toHaveLength(2);
    const rows = await readAll(await setting.download(), 'csv', ['DuckDB']);
    expect(rows['DuckDB']!.map(({ log_id }) => log_id)).toEqual(ids);
  });

  it('loses and doubles nothing when requests fail, 3 times in a row', async () => {
    await survives(await createSetting(10), 'down', 3, 20);
  });

  it('keeps messages out of reach of a bucket that is not there, and says so without the event', async () => {
    const setting = await createSetting(2);
    const failing = startFunction('auth0-events-to-s3', { ...setting.env, BUCKET: 'nobodys-bucket' });
    await setting.queue.send(bodies.slice(0, 3));
    await setting.queue.poll(failing.invoke);
    const output = failing.output();
    expect(output).toContain('NoSuchBucket');
    expect(output).not.toContain('ada@example.com');
    expect(output).toContain('"EventsFailed":3');
    await setting.queue.poll(startFunction('auth0-events-to-s3', { ...setting.env, BUCKET: 'nobodys-bucket' }).invoke);
    expect(await setting.queue.poll(() => Promise.reject(new Error('never invoked')))).toBe(0);
    expect(await setting.queue.deadLetters()).toHaveLength(3);
  });
});
