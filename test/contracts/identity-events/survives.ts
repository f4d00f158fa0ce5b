import { expect } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { signIns } from './envelopes.ts';
import { readAll } from './readers.ts';
import type { Setting } from './useBucket.ts';

/** So many events, in two batches, while requests meet a fault: each is in the bucket once, in both formats. */
export async function survives(setting: Setting, fault: Fault, times: number, count: number): Promise<void> {
  const events = signIns(count);
  let left = times;
  setting.proxy.decide = () => (left-- > 0 ? fault : undefined);
  await setting.queue.send(events.map((one) => JSON.stringify(one)));
  await setting.queue.drain(await loadFunction('auth0-events-to-s3', setting.env), count / 2);
  expect(setting.proxy.seen.filter((one) => one.fault === fault)).toHaveLength(times);
  expect(await setting.queue.deadLetters()).toEqual([]);
  await expectAll(
    setting,
    events.map(({ id }) => id),
  );
  // Batches of the same messages overwrite themselves: two batches, two formats.
  expect(await setting.keys()).toHaveLength(4);
}

/** Every event is in the bucket once, in both formats. */
export async function expectAll(setting: Setting, ids: string[]): Promise<void> {
  const folder = await setting.download();
  for (const format of ['csv', 'parquet'] as const) {
    const { DuckDB } = await readAll(folder, format, ['DuckDB']);
    expect(DuckDB!.map(({ log_id }) => log_id).sort(), format).toEqual(ids);
  }
}
