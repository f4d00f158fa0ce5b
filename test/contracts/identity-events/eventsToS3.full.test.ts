import { parseAuth0Event } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { fuzzedEnvelopes } from './envelopes.ts';
import { readAll, type Read } from './readers.ts';
import { survives } from './survives.ts';
import { useBucket } from './useBucket.ts';

const missing = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('S3 and SQS by moto', missing))(
  'auth0-events-to-s3, longer',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createSetting = useBucket();

    it.each<[Fault, number]>([
      ['down', 12],
      ['throttled', 12],
      ['half-written', 12],
      ['lost-response', 12],
    ])('loses and doubles nothing when requests are %s, %d times in a row', async (fault, times) => {
      await survives(await createSetting(20), fault, times, 60);
    });

    it('takes 10,000 events with anything in their fields, and four readers get them back', async () => {
      const setting = await createSetting();
      const invoke = await loadFunction('auth0-events-to-s3', setting.env);
      const envelopes = fuzzedEnvelopes(10_000, 20_261_126);
      for (let start = 0; start < envelopes.length; start += 1000) {
        const messages = envelopes
          .slice(start, start + 1000)
          .map((one) => ({ MessageId: one.id, Body: JSON.stringify(one) }));
        expect(await invoke(toLambdaEvent(messages))).toEqual({ batchItemFailures: [] });
      }
      const folder = await setting.download();
      const events = new Map(
        envelopes.map((one) => [one.detail.log_id, parseAuth0Event(JSON.parse(JSON.stringify(one)))]),
      );
      for (const format of ['csv', 'parquet'] as const) {
        for (const [reader, rows] of Object.entries(await readAll(folder, format))) {
          expect(new Set(rows.map(({ log_id }) => log_id)).size, `${format} by ${reader}`).toBe(10_000);
          expect(rows.length).toBe(10_000);
          for (const row of rows) {
            const event = events.get(row['log_id'] ?? '')!;
            const expected: Read = {
              code: event.code || null,
              subject: event.subject ?? null,
              reason: event.reason ?? null,
              user_agent: event.userAgent ?? null,
              raw: JSON.stringify(event.raw),
            };
            for (const [column, value] of Object.entries(expected)) {
              const written = value === null ? null : format === 'csv' ? neutral(utf8(value)) : utf8(value);
              if (row[column] !== written && !(row[column] === null && written === '')) {
                expect({ reader, id: row['log_id'], [column]: row[column] }).toEqual({ [column]: written });
              }
            }
          }
        }
      }
    });
  },
);

/** What UTF-8 makes of half a character. */
const utf8 = (text: string): string => Buffer.from(text).toString();

/** What a spreadsheet does not take for a formula. */
const neutral = (text: string): string => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
