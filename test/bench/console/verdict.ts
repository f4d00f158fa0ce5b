import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDatabase } from '@dual-rum/queries';
import type { Row } from '../bench.ts';
import { growthOf, median } from '../stats.ts';

const SIZES = [100_000, 300_000, 1_000_000];
/** What the growth is reckoned up to. */
const FAR = 100_000_000;
const EVENTS_OF_A_SESSION = 10;
const ROUNDS = 3;
/** For the largest. */
const MOST_SECONDS = 10;

/** Every session of 100,000, 300,000 and a million events judged, with CloudTrail's records and identity events. */
export async function verdicts(): Promise<Row[]> {
  const rows: Row[] = [];
  const times: number[] = [];
  for (const events of SIZES) {
    const seconds = await judge(events);
    times.push(seconds);
    const largest = events === SIZES.at(-1);
    rows.push({
      what: `verdict, ${events.toLocaleString('en')} events of ${(events / EVENTS_OF_A_SESSION).toLocaleString('en')} sessions`,
      dual: `${seconds.toFixed(2)} s`,
      ...(largest ? { goal: { text: `≤ ${MOST_SECONDS} s`, met: seconds <= MOST_SECONDS } } : {}),
    });
  }
  const power = growthOf(SIZES, times);
  const far = (times.at(-1)! * (FAR / SIZES.at(-1)!) ** power) / 60;
  rows.push({
    what: `verdict, growth with the number of events; ${FAR.toLocaleString('en')} by that, not tried`,
    dual: `n^${power.toFixed(2)}, ${far.toFixed(0)} min`,
  });
  return rows;
}

async function judge(events: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bench-verdict-'));
  const database = await openDatabase();
  try {
    await database.sql(someEvents(events));
    await database.sql(someRecords);
    await database.sql(
      `COPY (${someSignIns}) TO '${file(join(folder, 'identity/day=2026-11-09/a.parquet'))}' (FORMAT parquet)`,
    );
    await database.setIdentityFiles([join(folder, 'identity/day=2026-11-09/a.parquet')]);
    const files = await database.writeFiles(events, (monitor, day) =>
      file(join(folder, `monitor=${monitor}`, `day=${day}`, '000000000001.parquet')),
    );
    await database.setFiles(files, events);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const { rows } = await database.run('verdict-over-time', {
        audiences: { guest: [], signedIn: ['Shop_Authenticated'] },
        parameters: { bucket: 'month' },
      });
      times.push((performance.now() - started) / 1000);
      const judged = rows.map(({ verdict, sessions }) => `${verdict} ${sessions}`).join();
      if (judged !== `verified ${events / EVENTS_OF_A_SESSION}`)
        throw new Error(`Other verdicts than planted: ${judged}`);
    }
    return median(times);
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function file(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

/** Sessions of ten events in two batches, of a fifth as many users, over 14 days. */
const someEvents = (events: number): string => `
INSERT INTO recent_events BY NAME
SELECT 'Shop_Authenticated' AS monitor, '11111111-2222-3333-4444-555555555555' AS application_id,
       md5(i::VARCHAR)[:8] || '-0000-4000-8000-' || lpad(i::VARCHAR, 12, '0') AS event_id,
       'com.amazon.rum.page_view_event' AS event_type, 'page_view' AS type,
       TIMESTAMP '2026-11-10 00:00:00' + to_seconds((s * 1209600 // ${events / EVENTS_OF_A_SESSION} + i % 10 * 6)::DOUBLE) AS happened_at,
       strftime(happened_at, '%Y-%m-%d') AS day,
       i AS arrival, 1 AS copy, md5('s' || s)[:8] || '-0000-4000-8000-' || lpad(s::VARCHAR, 12, '0') AS session_id,
       'u-' || s % ${events / EVENTS_OF_A_SESSION / 5} AS user_id, '1.0.0' AS release, '/page/' || i % 30 AS page,
       '{"version":"1.0.0","pageId":"/page/' || i % 30 || '","interaction":3}' AS details,
       '{"version":"1.0.0","browserName":"Chrome","osName":"Linux","deviceType":"desktop"}' AS metadata
FROM (SELECT i, i // ${EVENTS_OF_A_SESSION} AS s FROM range(${events}) AS t(i))`;

const someRecords = `
INSERT INTO trail BY NAME
SELECT 'r-' || min(arrival) AS event_id, date_trunc('second', max(happened_at)) + INTERVAL 3 SECOND AS event_time, 'PutRumEvents' AS event_name,
       'ASIA' || user_id AS access_key_id, 'eu-west-1:' || user_id AS identity_id, 'auth0|' || user_id AS subject,
       'my-shop.eu.auth0.com' AS provider, '198.51.100.7' AS source_ip, application_id AS app_monitor_id, monitor, session_id, user_id,
       list(event_id) AS rum_event_ids, false AS guest, strftime(max(happened_at), '%Y/%m/%d') AS day
FROM recent_events
GROUP BY monitor, application_id, session_id, user_id, arrival // 5`;

/** Each user signs in before each session and out after it. */
const someSignIns = `
SELECT type || session_id AS log_id, type, 'success' AS outcome, occurred_at, 'auth0|' || user_id AS subject, '198.51.100.7' AS ip
FROM (
  SELECT session_id, user_id, unnest(['sign-in', 'sign-out']) AS type,
         unnest([min(happened_at) - INTERVAL 5 SECOND, max(happened_at) + INTERVAL 30 SECOND]) AS occurred_at
  FROM recent_events
  GROUP BY session_id, user_id
)`;
