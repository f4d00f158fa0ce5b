import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAuth0Event } from '../auth0/parseAuth0Event.ts';
import { auth0Samples } from '../auth0/samples.ts';
import type { IdentityEvent } from '../model/IdentityEvent.ts';
import { COLUMNS, toRow } from './columns.ts';
import { createFolderStore } from './createFolderStore.ts';
import { deliverToStore } from './deliverToStore.ts';
import { planFiles } from './planFiles.ts';
import { writeCsv } from './writeCsv.ts';

const events = auth0Samples(new Date('2026-11-26T23:59:30Z')).map((envelope) => parseAuth0Event(envelope));
const eventOf = (id: string, occurredAt: string, more: Partial<IdentityEvent> = {}): IdentityEvent => ({
  id,
  source: 's',
  type: 'sign-in',
  outcome: 'success',
  occurredAt,
  provider: 'auth0',
  code: 's',
  raw: {},
  ...more,
});
const csvOf = (...all: IdentityEvent[]) => new TextDecoder().decode(writeCsv(all.map(toRow)));

describe('CSV', () => {
  const header =
    'log_id,type,code,outcome,occurred_at,subject,issuer,provider,client_id,client_name,connection,strategy,ip,country,user_agent,reason,tenant,raw';

  it('has one header, whatever there is in the events', () => {
    expect(csvOf()).toBe(`${header}\r\n`);
    expect(csvOf(eventOf('1', '2026-11-26T10:00:00.000Z'))).toBe(
      `${header}\r\n1,sign-in,s,success,2026-11-26T10:00:00.000Z,,,auth0,,,,,,,,,,{}\r\n`,
    );
    expect(COLUMNS.join()).toBe(header);
  });

  it('escapes quotes, commas and every kind of line end', () => {
    const reasons = ['a "b"', 'a,b', 'a\r\nb', 'a\nb', 'a\rb'];
    for (const reason of reasons) {
      expect(csvOf(eventOf('1', '2026-11-26T10:00:00.000Z', { reason }))).toContain(
        `,"${reason.replaceAll('"', '""')}",`,
      );
    }
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '=HYPERLINK("http://x","y")',
  ])('neutralises a cell that starts like a formula: %j', (userAgent) => {
    const text = csvOf(eventOf('1', '2026-11-26T10:00:00.000Z', { userAgent }));
    const cell = `'${userAgent.replaceAll('"', '""')}`;
    expect(text).toMatch(new RegExp(`,"?${cell.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?,`));
  });
});

describe('planFiles', () => {
  it('makes a file for each UTC day, with each event once, by time', () => {
    const files = planFiles([
      eventOf('c', '2026-11-27T00:00:00.000Z'),
      eventOf('b', '2026-11-26T23:59:59.999Z'),
      eventOf('a', '2026-11-26T00:00:00.000Z'),
      eventOf('b', '2026-11-26T23:59:59.999Z'),
    ]);
    expect(files.map(({ day, events }) => [day, events.map(({ id }) => id)])).toEqual([
      ['2026-11-27', ['c']],
      ['2026-11-26', ['a', 'b']],
    ]);
    expect(files[1]!.name).toMatch(/^000000-[0-9a-f]{32}$/);
  });

  it('gives the same events the same names, and others other names', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.nat(events.length - 1),
        (order, twice) => {
          const names = (all: IdentityEvent[]) =>
            planFiles(all)
              .map(({ day, name }) => `${day}/${name}`)
              .sort();
          expect(names([...order, order[twice]!])).toEqual(names(events));
          expect(names(order.slice(1))).not.toEqual(names(events));
        },
      ),
      { numRuns: 100 },
    );
    expect(planFiles([eventOf('a,b', events[0]!.occurredAt)])[0]!.name).not.toBe(
      planFiles([eventOf('a', events[0]!.occurredAt), eventOf('b', events[0]!.occurredAt)])[0]!.name,
    );
  });
});

describe('deliverToStore', () => {
  const messages = events.map((value, i) => ({ id: `m${i}`, value }));

  it('writes the objects of a bucket into a folder, over those of the same name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-events-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const deliver = deliverToStore({ store: createFolderStore(folder), prefix: 'a/b', formats: ['csv', 'parquet'] });
    const outcomes = await deliver(messages);
    await deliver(messages.toReversed());
    expect([...outcomes.values()].every((one) => one === 'delivered')).toBe(true);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
    expect(files.sort().map((path) => path.replace(/-[0-9a-f]{32}/, ''))).toEqual([
      'a/b/csv/day=2026-11-26/235930.csv',
      'a/b/csv/day=2026-11-27/000000.csv',
      'a/b/parquet/day=2026-11-26/235930.parquet',
      'a/b/parquet/day=2026-11-27/000000.parquet',
    ]);
    const lines = files.filter((path) => path.endsWith('.csv')).map((path) => readFileSync(join(folder, path), 'utf8'));
    expect(lines.join('').match(/^9002|^evt_/gm)).toHaveLength(events.length);
  });

  it('fails the messages of a day whose files could not all be written, and no others', async () => {
    const put = (key: string) =>
      key.includes('parquet/day=2026-11-27') ? Promise.reject(new Error('503')) : Promise.resolve();
    const outcomes = await deliverToStore({ store: { put }, prefix: 'p', formats: ['csv', 'parquet'] })(messages);
    for (const { id, value } of messages) {
      const failed = value.occurredAt.startsWith('2026-11-27');
      expect(outcomes.get(id), id).toEqual(failed ? new Error('503') : 'delivered');
    }
  });
});
