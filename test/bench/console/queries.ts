import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { composeSql, findQuery, openDatabase, queries } from '@dual-rum/queries';
import type { Row } from '../bench.ts';
import { median } from '../stats.ts';
import { timesInShell } from './duckdbShell.ts';

const EVENTS = 1_000_000;
const ROUNDS = 5;
/** What no view of the page asks. */
const NOT_OF_THE_PAGE = ['flows', 'drop-off', 'page-views', 'conversion'];
/** For a query of the page. */
const MOST_MS = 200;
const MOST_RATIO = 2;

/** Every query over a million events in Parquet, as the console has them, beside the same statement in DuckDB's own shell. */
export async function queriesOverMany(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bench-'));
  const database = await openDatabase();
  try {
    await database.sql(someEvents);
    const files = await database.writeFiles(EVENTS, (monitor, day) => {
      const path = join(folder, `monitor=${monitor}`, `day=${day}`, '000000000001.parquet');
      mkdirSync(dirname(path), { recursive: true });
      return path;
    });
    await database.setFiles(files, EVENTS);
    const someSession = String((await database.sql('SELECT min(session_id) AS id FROM rum_events'))[0]!['id']);
    const rows: Row[] = [];
    for (const { name, parameters, reads } of queries) {
      if (reads.join() !== 'events') continue;
      const request = {
        // The console knows its app monitors.
        audiences: { guest: ['Shop_Unauthenticated'], signedIn: ['Shop_Authenticated'] },
        parameters: parameters.some((each) => each.name === 'session') ? { session: someSession } : {},
      };
      const times: number[] = [];
      for (let round = -1; round < ROUNDS; round += 1) {
        const ours = await timed(() => database.run(name, request));
        // The first reads the files from the disk, here and in the shell.
        if (round >= 0) times.push(ours);
      }
      const statement = composeSql(findQuery(name), request, 'duckdb');
      const [ours, shell] = [median(times), median(timesInShell(statement, files, ROUNDS + 1).slice(1))];
      const ofPage = !NOT_OF_THE_PAGE.includes(name);
      rows.push({
        what: `${name}, 1,000,000 events`,
        dual: `${ours.toFixed(0)} ms`,
        plain: `${shell.toFixed(0)} ms`,
        ratio: ours / shell,
        goal: {
          text: ofPage ? `≤ ${MOST_MS} ms, ≤ ${MOST_RATIO} ×` : `≤ ${MOST_RATIO} ×`,
          met: (!ofPage || ours <= MOST_MS) && ours <= shell * MOST_RATIO + 5,
        },
      });
    }
    return rows;
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** 50,000 sessions of twenty events each, over 14 days. Ids have 36 characters, as those of aws-rum-web. */
const someEvents = `
INSERT INTO recent_events BY NAME
SELECT * REPLACE (md5(event_id)::UUID::VARCHAR AS event_id, md5(batch_id)::UUID::VARCHAR AS batch_id,
                  md5(session_id)::UUID::VARCHAR AS session_id, md5(user_id)::UUID::VARCHAR AS user_id)
FROM (
SELECT CASE WHEN i // 20 % 3 = 0 THEN 'Shop_Authenticated' ELSE 'Shop_Unauthenticated' END AS monitor,
       'e-' || i AS event_id, type AS event_type, type,
       TIMESTAMP '2026-11-10 00:00:00' + to_seconds((i // 20 * 24 + i % 20)::DOUBLE) AS happened_at,
       strftime(happened_at, '%Y-%m-%d') AS day,
       i AS arrival, 1 AS copy, 'b-' || i // 100 AS batch_id, 's-' || i // 20 AS session_id, 'u-' || i // 100 AS user_id,
       '1.' || i // 20 % 4 || '.0' AS release, 'Guest' AS role, 'fetch' AS transport,
       '/page/' || hash(i) % 30 AS page, i % 20 AS interaction, 'DE' AS country, 'Chrome' AS browser, 'Linux' AS os, 'desktop' AS device,
       (hash(i) % 4000)::DOUBLE AS value, 'GET' AS method,
       'https://shop.example/api/' || hash(i) % 40 AS url, url AS url_pattern,
       CASE WHEN hash(i) % 9 = 0 THEN 503 ELSE 200 END AS status, type = 'http' AND hash(i) % 9 = 0 AS failed, 'fetch' AS initiator,
       'TypeError' AS error_type, 'x of ' || hash(i) % 50 AS message, 'at buy (app.js:' || hash(i) % 5 || ':1)' AS frame,
       '{"version":"1.0.0","value":' || i || '}' AS details, '{"version":"1.0.0","pageId":"/page","title":"A page of the shop"}' AS metadata
FROM (
  SELECT i, CASE WHEN i % 20 = 0 THEN 'session_start' ELSE
    ['page_view', 'http', 'performance_resource', 'largest_contentful_paint', 'interaction_to_next_paint', 'cumulative_layout_shift',
     'first_contentful_paint', 'time_to_first_byte', 'js_error', 'page_view'][1 + i % 10] END AS type
  FROM range(${EVENTS}) AS t(i)
))`;
