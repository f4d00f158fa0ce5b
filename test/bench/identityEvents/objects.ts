import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIns } from '../../contracts/identity-events/envelopes.ts';
import { repeatable } from '../../contracts/identity-events/profileUpdates.ts';
import { query, readAll } from '../../contracts/identity-events/readers.ts';
import { loadModule } from '../../support/aws/loadFunction.ts';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import type { Row } from '../bench.ts';
import { startCountingStore, type CountingStore } from './startCountingStore.ts';
import type { Subject } from './subjects.ts';

const EVENTS = 10_000;
const BATCH = 1000;
/** What browsers and people write: 1 in 100 has a comma, a quote or a line end. */
const AGENTS = ['Mozilla/5.0 (KHTML, like Gecko)', 'The "best" browser', 'two\nlines'];

/** 10,000 sign-ins of one hour to S3. */
export async function objects({ ours, naiveBundled }: Subject): Promise<Row[]> {
  const random = repeatable(1);
  const envelopes = signIns(EVENTS).map((one) => {
    const date = new Date(Date.UTC(2026, 10, 26, 10) + Math.floor(random() * 3_600_000)).toISOString();
    const user_agent = random() < 0.01 ? AGENTS[Math.floor(random() * AGENTS.length)] : one.detail.data['user_agent'];
    return { ...one, detail: { ...one.detail, data: { ...one.detail.data, date, user_agent } } };
  });
  const bodies = envelopes.map((one) => JSON.stringify(one));

  const run = async (module: string): Promise<CountingStore> => {
    const store = await startCountingStore();
    try {
      const invoke = await loadModule(module, { BUCKET: 'events', AWS_ENDPOINT_URL_S3: store.url });
      for (let i = 0; i < bodies.length; i += BATCH) {
        const messages = bodies.slice(i, i + BATCH).map((Body, at) => ({ MessageId: `m${i + at}`, Body }));
        await invoke(toLambdaEvent(messages));
      }
      return store;
    } finally {
      await store.close();
    }
  };
  const [mine, theirs] = [await run(ours), await run(naiveBundled)];
  const unreadable = [EVENTS - (await readable(mine, true)), theirs.objects.size - (await readable(theirs, false))];
  return [
    {
      what: `S3 requests for ${EVENTS.toLocaleString('en-US')} events`,
      dual: `${mine.requests}`,
      plain: `${theirs.requests}`,
      ratio: mine.requests / theirs.requests,
      goal: { text: '≤ 0.01 ×', met: mine.requests * 100 <= theirs.requests },
    },
    none('… objects overwritten', mine.overwritten, theirs.overwritten),
    none('… rows that a parser of CSV refuses or misreads', unreadable[0]!, unreadable[1]!),
  ];
}

/** How many events DuckDB finds in the CSV, with the user agent they came with. */
async function readable(store: CountingStore, header: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bench-'));
  try {
    const csv = [...store.objects].filter(([key]) => key.includes('.csv')).map(([, body]) => body);
    if (header) {
      csv.forEach((body, i) => writeFileSync(join(folder, `${i}.csv`), body));
      const { DuckDB } = await readAll(folder, 'csv', ['DuckDB']);
      return new Set(DuckDB!.filter(({ user_agent }) => known(user_agent)).map(({ log_id }) => log_id)).size;
    }
    const file = join(folder, 'all.csv');
    writeFileSync(file, Buffer.concat(csv));
    const names = ['log_id', 'type', 'date', 'user_id', 'client_name', 'ip', 'user_agent', 'description'];
    const columns = names.map((name) => `'${name}': 'varchar'`).join(', ');
    const rows = await query(
      `from read_csv('${file}', header=false, delim=',', quote='"', escape='"', columns={${columns}}, ignore_errors=true)`,
    );
    return rows.filter(({ user_agent }) => known(user_agent ?? null)).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const known = (agent: string | null | undefined): boolean =>
  agent !== null && agent !== undefined && (AGENTS.includes(agent) || agent.startsWith('Chrome '));

export function none(what: string, ours: number, naive: number): Row {
  return { what, dual: `${ours}`, plain: `${naive}`, goal: { text: '0', met: ours === 0 } };
}
