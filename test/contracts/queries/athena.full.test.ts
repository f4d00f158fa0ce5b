import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  AUDIT_TRAIL_COLUMN,
  athenaTables,
  auditTrailTable,
  composeSql,
  openData,
  queries,
  type Column,
  type EventDatabase,
  type QueryRequest,
} from '@dual-rum/queries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { findTrino, startTrino, type RunningTrino } from '../../support/trino.ts';
import { lastNoon, someEvents } from '../cdk-identity-events/someEvents.ts';
import { someRecords } from './someRecords.ts';
import { someTrail, type SomeSignIn } from './someTrail.ts';

const trino = findTrino();

const first = Date.parse('2026-11-20T00:00:00Z');
const monitors = ['Shop_Unauthenticated', 'Shop_Authenticated'];
const days = ['2026-11-20', '2026-11-21', '2026-11-22'];
const trailDays = ['2026-11-19', ...days, '2026-11-23'];
const blocked = 'idp|3@2026-11-20T06:00:00Z/2026-11-21T06:00:00Z, eu-west-1:idp|9@2026-11-21';
/** The statements for Athena; Trino itself makes the table by other words. */
const [table, view] = athenaTables({ location: 's3://lake/rum', monitors, since: days[0]! }) as [string, string];

const [trailTable, trailView] = auditTrailTable({
  bucket: 'lake',
  prefix: 'trail/',
  account: '123456789012',
  region: 'eu-west-1',
  since: days[0]!,
}) as [string, string];

const requests: Record<string, QueryRequest> = {
  everything: {},
  'a part': {
    from: '2026-11-20T12:00:00Z',
    to: '2026-11-21T18:30:00Z',
    release: '1.1.0',
    audiences: { guest: ['Shop_Authenticated'], signedIn: [] },
  },
};

describe.skipIf('why' in trino && unavailable('Trino, the engine of Athena,', trino.why))('Athena and DuckDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-athena-queries-'));
  let duck: EventDatabase;
  let engine: RunningTrino;
  let session: string;
  const where = { catalog: 'lake', schema: 'rum' };

  beforeAll(async () => {
    const records = someRecords(first, 4000, days.length);
    const ofUsers = records.find(({ monitor, line }) => monitor === monitors[1] && line.includes('"sessionId"'))!;
    session = (JSON.parse(ofUsers.line) as { user_details: { sessionId: string } }).user_details.sessionId;
    for (const monitor of monitors) {
      for (const day of days) {
        const own = records
          .filter((record) => record.monitor === monitor && record.day === day)
          .map(({ line }) => line);
        const path = join(folder, `rum/monitor=${monitor}/day=${day}`);
        mkdirSync(join(path, 'task/stream'), { recursive: true });
        writeFileSync(
          join(path, 'a.jsonl'),
          own
            .slice(0, 50)
            .map((line) => `${line}\n`)
            .join(''),
        );
        // As an export task of CloudWatch Logs writes it.
        const exported = own.slice(50).map((line) => `${day}T10:00:00.000Z ${line}\n`);
        writeFileSync(join(path, 'task/stream/000000.gz'), gzipSync(exported.join('')));
      }
    }
    const { days: trail, signIns } = someTrail(records);
    for (const day of trailDays) {
      const path = join(folder, 'trail/AWSLogs/123456789012/CloudTrail/eu-west-1', day.replaceAll('-', '/'));
      mkdirSync(path, { recursive: true });
      const own = trail.get(day) ?? [];
      const name = `123456789012_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T1005Z`;
      // A record that is delivered twice counts once.
      writeFileSync(join(path, `${name}_a.json.gz`), gzipSync(JSON.stringify({ Records: own.slice(0, 40) })));
      writeFileSync(join(path, `${name}_b.json.gz`), gzipSync(JSON.stringify({ Records: own.slice(30) })));
    }
    await writeOthers(folder, signIns);
    duck = await openData([join(folder, 'rum'), join(folder, 'trail')]);
    await duck.setIdentityFiles([join(folder, 'identity/day=2026-11-20/a.parquet')]);
    await duck.sql(`INSERT INTO refused_writes SELECT * FROM read_parquet('${join(folder, 'refused/a.parquet')}')`);
    if ('why' in trino) throw new Error(trino.why);
    engine = await startTrino(trino, join(folder, 'trino'), {
      lake: {
        'connector.name': 'hive',
        'hive.metastore': 'file',
        'hive.metastore.catalog.dir': 'local:///catalog',
        'hive.partition-projection-enabled': 'true',
        'hive.recursive-directories': 'true',
        'fs.native-local.enabled': 'true',
        'local.location': folder,
      },
    });
    for (const statement of setUp) await engine.query(statement, where);
  });
  afterAll(async () => {
    await engine?.stop();
    duck?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('see the same events', async () => {
    const counts =
      'SELECT count(*), count(DISTINCT event_id), sum(length(url_pattern)), count(DISTINCT frame) FROM rum_events';
    const [ours] = await duck.sql(counts);
    expect(Object.values(ours!)).toEqual((await engine.query(counts, where))[0]);
    expect(Object.values(ours!)[0]).toBe(4000);
  });

  it('see the same records of CloudTrail', async () => {
    const rows =
      'SELECT event_id, event_time, event_name, access_key_id, identity_id, subject, provider, source_ip, user_agent, error_code, app_monitor_id, monitor, session_id, user_id, batch_id, guest, role, day FROM trail ORDER BY event_id';
    const ids = 'SELECT event_id, u.id FROM trail CROSS JOIN UNNEST(rum_event_ids) AS u (id) ORDER BY event_id, id';
    for (const statement of [rows, ids]) {
      const ours = (await duck.sql(statement)).map((row) => Object.values(row));
      const theirs = await engine.query(statement, where);
      const times = (row: readonly unknown[]) =>
        row.map((value) => (/^\d{4}-\d\d-\d\d /.test(String(value)) ? `${String(value).replace(' ', 'T')}Z` : value));
      expect(theirs.map(times)).toEqual(ours);
      expect(ours.length).toBeGreaterThan(100);
    }
  });

  it('see verdicts of each kind', async () => {
    const { rows } = await duck.run('verdict', { parameters: { blocked, maxEvents: 60 } });
    expect([...new Set(rows.map(({ verdict }) => verdict))].sort()).toEqual([
      'after-the-end',
      'implausible',
      'refused',
      'shared',
      'unattested',
      'unexplained',
      'verified',
    ]);
  });

  const asked = queries.flatMap((query) =>
    Object.entries(requests).map(([what, request]) => ({ query, name: query.name, what, request })),
  );
  it.each(asked)('answer $name alike, of $what', async ({ query, what, request: given }) => {
    const has = (name: string): boolean => query.parameters.some((each) => each.name === name);
    const parameters = {
      ...(has('session') && query.name !== 'verdict' ? { session } : {}),
      ...(has('blocked') ? (what === 'everything' ? { blocked, maxEvents: 60 } : { releases: '1.0.0, 1.1.0' }) : {}),
    };
    const request = query.reads.includes('trail')
      ? { ...given, audiences: { guest: [], signedIn: ['Shop_Authenticated'] } }
      : given;
    const { rows } = await duck.run(query.name, { ...request, parameters });
    const theirs = await engine.query(composeSql(query, { ...request, parameters }, 'athena'), where);
    const ours = rows.map((row) => query.columns.map(({ name }) => row[name] ?? null));
    expect(theirs.map((row) => normal(row, query.columns))).toEqual(ours.map((row) => normal(row, query.columns)));
    if (what === 'everything') expect(ours.length).toBeGreaterThan(0);
  });
});

/** A type of Hive in the words of Trino. */
const trinoType = (type: string): string =>
  type
    .replaceAll('struct<', 'row(')
    .replaceAll('array<', 'array(')
    .replaceAll('map<', 'map(')
    .replaceAll('>', ')')
    .replaceAll(':', ' ')
    .replaceAll('string', 'varchar');

/** What `athenaTables` and `auditTrailTable` say, in the words of Trino's own connector. */
const setUp = [
  'CREATE SCHEMA lake.rum',
  `CREATE TABLE rum_records (
     line varchar,
     monitor varchar WITH (partition_projection_type = 'enum', partition_projection_values = ARRAY[${property(
       'monitor.values',
     )
       .split(',')
       .map((name) => `'${name}'`)
       .join(', ')}]),
     day varchar WITH (partition_projection_type = '${property('day.type')}', partition_projection_format = '${property('day.format')}',
                       partition_projection_range = ARRAY['${days[0]}', '${days.at(-1)}'])
   ) WITH (
     format = 'TEXTFILE', external_location = 'local:///rum', partitioned_by = ARRAY['monitor', 'day'],
     partition_projection_enabled = ${property('enabled')},
     partition_projection_location_template = '${template(table)}'
   )`,
  view.replace('CREATE OR REPLACE VIEW', 'CREATE VIEW'),
  `CREATE TABLE audit_trail (
     ${AUDIT_TRAIL_COLUMN.name} ${trinoType(AUDIT_TRAIL_COLUMN.type)},
     day varchar WITH (partition_projection_type = '${property('day.type', trailTable)}',
                       partition_projection_format = '${property('day.format', trailTable)}',
                       partition_projection_range = ARRAY['${trailDays[0]!.replaceAll('-', '/')}', '${trailDays.at(-1)!.replaceAll('-', '/')}'])
   ) WITH (
     format = 'OPENX_JSON', external_location = 'local:///trail', partitioned_by = ARRAY['day'],
     partition_projection_enabled = ${property('enabled', trailTable)},
     partition_projection_location_template = '${template(trailTable)}'
   )`,
  trailView.replace('CREATE OR REPLACE VIEW', 'CREATE VIEW'),
  `CREATE TABLE refused_writes (refused_at timestamp(3), monitor varchar, status integer, error_type varchar, message varchar,
     role varchar, access_key_id varchar, transport varchar) WITH (format = 'PARQUET', external_location = 'local:///refused')`,
  `CREATE TABLE auth0_events (log_id varchar, type varchar, code varchar, outcome varchar, occurred_at timestamp(3), subject varchar,
     client_name varchar, connection varchar, ip varchar, country varchar, reason varchar, day varchar)
   WITH (format = 'PARQUET', external_location = 'local:///identity')`,
];

function property(name: string, of = table): string {
  return new RegExp(`'projection\\.${name.replace('.', '\\.')}' = '([^']*)'`).exec(of)![1]!;
}

function template(of: string): string {
  return /'storage.location.template' = 's3:\/\/lake\/(.*)'/.exec(of)![1]!.replace(/^/, 'local:///');
}

/** Refused writes and identity events, as Parquet. */
async function writeOthers(folder: string, signIns: readonly SomeSignIn[]): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  mkdirSync(join(folder, 'refused'));
  mkdirSync(join(folder, 'identity/day=2026-11-20'), { recursive: true });
  await connection.run(`COPY (
    SELECT TIMESTAMP '2026-11-20 10:00:00' + to_minutes(i::INTEGER) AS refused_at, 'Shop_Authenticated' AS monitor, 403::INTEGER AS status,
           'AccessDeniedException' AS error_type, 'no ' || i % 3 AS message, CASE WHEN i % 2 = 0 THEN 'Guest' END AS role,
           NULL::VARCHAR AS access_key_id, 'fetch' AS transport
    FROM range(200) AS t(i)) TO '${join(folder, 'refused/a.parquet')}' (FORMAT parquet)`);
  writeFileSync(join(folder, 'identity.json'), JSON.stringify([...someEvents(lastNoon(), 800), ...signIns]));
  await connection.run(`COPY (
    SELECT log_id, type, code, outcome, occurred_at::TIMESTAMP AS occurred_at, subject, client_name, connection, ip, country, reason,
           occurred_at[:10] AS day
    FROM read_json('${join(folder, 'identity.json')}', columns = {log_id: 'VARCHAR', type: 'VARCHAR', code: 'VARCHAR', outcome: 'VARCHAR',
      occurred_at: 'VARCHAR', subject: 'VARCHAR', client_name: 'VARCHAR', connection: 'VARCHAR', ip: 'VARCHAR', country: 'VARCHAR', reason: 'VARCHAR'})
    ) TO '${join(folder, 'identity/day=2026-11-20/a.parquet')}' (FORMAT parquet)`);
  rmSync(join(folder, 'identity.json'));
  connection.closeSync();
}

/** Times of both engines alike; JSON by what it says. */
function normal(row: readonly unknown[], columns: readonly Column[]): unknown[] {
  return row.map((value, index) => {
    const { kind } = columns[index]!;
    if (value === null) return null;
    if (kind === 'time') return new Date(String(value).replace(' ', 'T').replace(/Z?$/, 'Z')).toISOString();
    if (kind === 'json') return JSON.parse(String(value)) as unknown;
    return value;
  });
}
