import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { createAuth0EventsToS3Template } from '@dual-rum/cdk/identity-events/template';
import { auth0Samples, createAuth0EventsHandler, createFolderStore } from '@dual-rum/identity-events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { findTrino, startTrino, type RunningTrino } from '../../support/trino.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { code, eventBusName } from './cases.ts';
import { deploymentOf, type Values } from './deployment.ts';
import { deliver, openDuck, rowsOf } from './duck.ts';
import { fillCatalog, startMoto, type RunningMoto } from './moto.ts';
import { lastNoon, someEvents, type EventRow } from './someEvents.ts';

const trino = findTrino();
const python = missingPythonModules();
const missing = 'why' in trino ? trino.why : python;

/** A bucket that exists, so that its name is known. */
const bucket = 'data-lake';
const prefix = 'identity-events/auth0';
const deployed = deploymentOf(createAuth0EventsToS3Template({ code, eventBusName, bucket: { name: bucket }, prefix }));
/** A second pipeline, whose files the function's own handler writes. */
const handled = deploymentOf(
  createAuth0EventsToS3Template({
    code,
    eventBusName,
    bucket: { name: bucket },
    name: 'handled-events',
    prefix: 'handled',
  }),
);
const handledInput = (id: string, input: string) => handled.find(id)!.properties[input] as Values;
const handledSchema = handledInput('Database', 'DatabaseInput')['Name'] as string;
const inputOf = (id: string, input: string) => deployed.find(id)!.properties[input] as Values;
const schema = inputOf('Database', 'DatabaseInput')['Name'] as string;
const questions = deployed
  .ofType('AWS::Athena::NamedQuery')
  .map(({ properties }) => ({ name: properties['Name'] as string, sql: properties['QueryString'] as string }));

const now = lastNoon();

describe.skipIf(missing !== undefined && unavailable('Trino, the engine of Athena,', missing))(
  'what CloudFormation deploys for Athena, in Trino',
  // An engine of 1.5 GB on a busy machine.
  { timeout: 600_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-athena-'));
    let events: EventRow[];
    let duck: DuckDBConnection;
    let moto: RunningMoto | undefined;
    let engine: RunningTrino | undefined;
    const ask = (sql: string) => engine!.query(sql, { catalog: 'awsdatacatalog', schema });

    beforeAll(async () => {
      duck = await openDuck();
      events = someEvents(now, 2000);
      const objects = await deliver(duck, folder, events);
      moto = await startMoto();
      fillCatalog(moto.url, {
        bucket,
        objects: [
          ...objects.map(([key, file]): [string, string] => [`${prefix}/${key}`, file]),
          ...(await handle(join(folder, 'handled-files'))),
        ],
        databases: [inputOf('Database', 'DatabaseInput'), handledInput('Database', 'DatabaseInput')],
        tables: [
          [handledSchema, handledInput('EventsTable', 'TableInput')],
          [handledSchema, handledInput('EventsView', 'TableInput')],
          [schema, inputOf('EventsTable', 'TableInput')],
          [schema, inputOf('EventsView', 'TableInput')],
        ],
      });
      if ('why' in trino) throw new Error(trino.why);
      engine = await startTrino(trino, join(folder, 'trino'), {
        awsdatacatalog: {
          'connector.name': 'hive',
          'hive.metastore': 'glue',
          'hive.metastore.glue.region': 'us-east-1',
          'hive.metastore.glue.endpoint-url': moto.url,
          'hive.metastore.glue.aws-access-key': 'test',
          'hive.metastore.glue.aws-secret-key': 'test',
          'hive.partition-projection-enabled': 'true',
          'fs.native-s3.enabled': 'true',
          's3.endpoint': moto.url,
          's3.region': 'us-east-1',
          's3.path-style-access': 'true',
          's3.aws-access-key': 'test',
          's3.aws-secret-key': 'test',
        },
      });
      // The first query takes longest: it loads classes, and lists the bucket.
      await ask('SELECT count(*) FROM auth0_events_with_duplicates');
    });

    afterAll(async () => {
      await engine?.stop();
      await moto?.stop();
      duck?.closeSync();
      rmSync(folder, { recursive: true });
    });

    it('has every row of the files, of each day that has some', async () => {
      expect(await ask('SELECT count(*) FROM auth0_events_with_duplicates')).toEqual([[events.length + 900]]);
      const days = await ask('SELECT DISTINCT day FROM auth0_events_with_duplicates ORDER BY day');
      expect(days.flat()).toEqual([...new Set(events.map(({ occurred_at }) => occurred_at.slice(0, 10)))].sort());
    });

    it('has each event once in the view, as it was', async () => {
      const names = Object.keys(events[0]!) as (keyof EventRow)[];
      const rows = await ask(`SELECT ${names.join(', ')} FROM auth0_events ORDER BY log_id`);
      expect(rows.map(normal)).toEqual(
        events.map((event) =>
          normal(names.map((name) => (name === 'occurred_at' ? sqlTime(event[name]) : event[name]))),
        ),
      );
    });

    it('reads the files of the function’s own handler as DuckDB does, each event once', async () => {
      const names = ['log_id', 'type', 'code', 'outcome', 'subject', 'client_name', 'ip', 'reason', 'raw', 'day'];
      const list = names.join(', ');
      const rows = await ask(`SELECT ${list}, occurred_at FROM ${handledSchema}.auth0_events ORDER BY log_id`);
      const files = join(folder, 'handled-files/handled/parquet/*/*.parquet');
      const expected = await rowsOf(
        duck,
        `SELECT DISTINCT ${list}, CAST(occurred_at AS TIMESTAMP) FROM
           read_parquet('${files}', hive_partitioning = true, hive_types = { day: VARCHAR }) ORDER BY log_id`,
      );
      const count = auth0Samples(new Date(now)).length;
      expect(await ask(`SELECT count(*) FROM ${handledSchema}.auth0_events_with_duplicates`)).toEqual([[2 * count]]);
      expect(rows).toHaveLength(count);
      expect(rows.map(normal)).toEqual(expected.map(normal));
    });

    it.each(questions)('answers $name as DuckDB does on the same files', async ({ sql }) => {
      const answer = (await ask(sql)).map(normal);
      expect(answer).toEqual((await rowsOf(duck, sql)).map(normal));
      expect(answer.length).toBeGreaterThan(0);
    });

    it('finds the bursts, and nothing else', async () => {
      const { sql } = questions.find(({ name }) => name === 'bursts_of_failures')!;
      expect((await ask(sql)).map(([ip, failures]) => [ip, failures])).toEqual([
        ['198.51.100.66', 25],
        ['198.51.100.67', 10],
      ]);
    });

    it('reads the days that a question names, and no others', async () => {
      const day = new Date(now - 24 * 3600 * 1000).toISOString().slice(0, 10);
      const sql = `EXPLAIN (TYPE IO, FORMAT JSON) SELECT count(*) FROM auth0_events WHERE day = '${day}'`;
      const [[plan]] = (await ask(sql)) as [[string]];
      const { inputTableColumnInfos } = JSON.parse(plan) as IoPlan;
      const exactly = { value: day, bound: 'EXACTLY' };
      expect(inputTableColumnInfos.map(({ constraint }) => constraint.columnConstraints)).toEqual([
        [
          expect.objectContaining({
            columnName: 'day',
            domain: { nullsAllowed: false, ranges: [{ low: exactly, high: exactly }] },
          }),
        ],
      ]);
    });
  },
);

/** https://trino.io/docs/current/sql/explain.html */
interface IoPlan {
  inputTableColumnInfos: { constraint: { columnConstraints: unknown[] } }[];
}

/** Every sample through the handler of the function: in one batch twice, which overwrites itself, and in smaller ones. Gives the Parquet files by key. */
async function handle(target: string): Promise<[key: string, file: string][]> {
  const report = { failed: () => undefined, done: () => undefined };
  const handler = createAuth0EventsHandler({ store: createFolderStore(target), prefix: 'handled', report });
  const Records = auth0Samples(new Date(now)).map((sample) => ({ messageId: sample.id, body: JSON.stringify(sample) }));
  for (const size of [Records.length, Records.length, 7]) {
    for (let start = 0; start < Records.length; start += size) {
      const batch = Records.slice(start, start + size);
      expect(await handler({ Records: batch as never })).toEqual({ batchItemFailures: [] });
    }
  }
  return readdirSync(target, { recursive: true, encoding: 'utf8' })
    .filter((key) => key.endsWith('.parquet'))
    .map((key) => [key, join(target, key)]);
}

const sqlTime = (iso: string): string => iso.replace('T', ' ').replace('Z', '');

/** Numbers are texts in one engine; fractions of seconds end in zeros in the other. */
function normal(row: unknown[]): unknown[] {
  return row.map((value) => {
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(value)) return value;
    return value.replace(/\.(\d*?)0*$/, (_, digits: string) => (digits === '' ? '' : `.${digits}`));
  });
}
