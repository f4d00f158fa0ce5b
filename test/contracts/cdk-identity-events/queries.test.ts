import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { createAuth0EventsToS3Template } from '@dual-rum/cdk/identity-events/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, eventBusName } from './cases.ts';
import { deploymentOf } from './deployment.ts';
import { deliver, openDuck, rowsOf } from './duck.ts';
import { lastNoon, someEvents, type EventRow } from './someEvents.ts';

const questions = deploymentOf(createAuth0EventsToS3Template({ code, eventBusName })).ofType('AWS::Athena::NamedQuery');

describe('the questions, on DuckDB, against counting by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-queries-'));
  const events = someEvents(lastNoon(), 1000);
  const since = new Date(Date.now() - 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const recent = events.filter(({ occurred_at }) => occurred_at.slice(0, 10) >= since);
  let duck: DuckDBConnection;
  const ask = async (name: string) => {
    const question = questions.find(({ properties }) => properties['Name'] === name)!;
    return (await rowsOf(duck, question.properties['QueryString'] as string)).map((row) => row.map(String));
  };

  beforeAll(async () => {
    duck = await openDuck();
    await deliver(duck, folder, events);
  });
  afterAll(() => {
    duck.closeSync();
    rmSync(folder, { recursive: true });
  });

  /** Groups as `[key, …counts]`, in the order of their keys. */
  const grouped = (rows: EventRow[], keyOf: (row: EventRow) => string, counts: ((rows: EventRow[]) => number)[]) =>
    [...new Set(rows.map(keyOf))].sort().map((key) => {
      const own = rows.filter((row) => keyOf(row) === key);
      return [key, ...counts.map((count) => String(count(own)))];
    });
  const ofType = (type: string) => (rows: EventRow[]) => rows.filter((row) => row.type === type).length;
  const failures = (rows: EventRow[]) => rows.filter(({ outcome }) => outcome === 'failure').length;
  const people = (rows: EventRow[]) =>
    new Set(rows.filter(({ type }) => type === 'sign-in').map(({ subject }) => subject)).size;
  const signIns = recent.filter(({ type }) => type === 'sign-in' || type === 'sign-in-failed');

  it('by day', async () => {
    expect(await ask('sign_ins_by_day')).toEqual(
      grouped(recent, ({ occurred_at }) => occurred_at.slice(0, 10), [
        ofType('sign-in'),
        ofType('sign-up'),
        ofType('sign-out'),
        failures,
        people,
      ]),
    );
  });

  it.each(['client', 'connection', 'country'] as const)('by %s', async (what) => {
    const column = what === 'client' ? 'client_name' : what;
    const rows = grouped(signIns, (row) => row[column] ?? '(unknown)', [
      ofType('sign-in'),
      ofType('sign-in-failed'),
      people,
    ]);
    expect(await ask(`sign_ins_by_${what}`)).toEqual(rows.sort((a, b) => Number(b[1]) - Number(a[1])));
  });

  it('failures, by reason', async () => {
    const answer = await ask('failures');
    const counted = grouped(
      recent.filter(({ outcome }) => outcome === 'failure'),
      ({ type, code: own, reason }) => `${type} ${own} ${reason ?? '(none)'}`,
      [(rows) => rows.length, (rows) => new Set(rows.flatMap(({ ip }) => ip ?? [])).size],
    );
    const answered = answer.map(([type, own, reason, ...rest]) => [`${type} ${own} ${reason}`, rest[0], rest[1]]);
    expect(answered.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual(counted);
  });

  it('bursts of failures: at least ten from one address within five minutes', async () => {
    expect((await ask('bursts_of_failures')).map((row) => row.slice(0, 2))).toEqual([
      ['198.51.100.66', '25'],
      ['198.51.100.67', '10'],
    ]);
  });
});
