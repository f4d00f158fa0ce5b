import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keys } from '../../support/console/writeBatch.ts';
import { ended } from '../../support/trino.ts';
import type { Row } from '../bench.ts';
import { median } from '../stats.ts';
import { EVENTS, signedRequests } from './requests.ts';
import { sendAll } from './sendAll.ts';

const ROUNDS = 5;
/** Until the code is compiled. */
const WARM_UP = 5;
const REQUESTS = 200;
const GOAL = 0.5;

export interface Started {
  process: ChildProcess;
  url: string;
  appMonitorId: string;
  credentials: Keys;
}

/** Events a second through PutRumEvents with its signature checked, beside a bare server that reads and discards the same bodies. */
export async function ingest(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-bench-'));
  const bare = await start('bare');
  const parsing = await start('parsing');
  try {
    const rows: Row[] = [];
    for (const [what, kind] of [
      ['in memory', 'memory'],
      ['on disk', folder],
    ] as const) {
      const rum = await start(kind);
      try {
        // Before any is sent: in a pause the console would begin with what it leaves for later.
        const requests = await signedRequests(
          rum.url,
          rum.appMonitorId,
          rum.credentials,
          (WARM_UP + ROUNDS) * REQUESTS,
        );
        const row = await compare(`ingest ${what}, batches of ${EVENTS}`, requests, rum, bare);
        rows.push({ ...row, goal: { text: `at least ${GOAL}`, met: row.ratio >= GOAL } });
        if (kind === folder)
          rows.push(await compare('a bare server that hashes and parses the bodies', requests, parsing, bare));
      } finally {
        await ended(rum.process);
      }
    }
    return rows;
  } finally {
    await ended(bare.process);
    await ended(parsing.process);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(
  what: string,
  requests: readonly Buffer[],
  server: Started,
  bare: Started,
): Promise<Row & { ratio: number }> {
  const ratios: number[] = [];
  const rates = { server: [] as number[], bare: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const from = round * REQUESTS;
    // In turns, so that a slow moment of the machine hits both.
    const halves = [requests.slice(from, from + REQUESTS / 2), requests.slice(from + REQUESTS / 2, from + REQUESTS)];
    const seconds = { server: 0, bare: 0 };
    for (const half of halves) {
      seconds.bare += await sendAll(bare.url, half);
      seconds.server += await sendAll(server.url, half);
    }
    if (round < WARM_UP) continue;
    ratios.push(seconds.bare / seconds.server);
    for (const name of ['server', 'bare'] as const) rates[name].push((REQUESTS * EVENTS) / seconds[name]);
  }
  return {
    what,
    dual: `${Math.round(median(rates.server)).toLocaleString('en')} events/s`,
    plain: `${Math.round(median(rates.bare)).toLocaleString('en')} events/s`,
    ratio: median(ratios),
  };
}

/** Starts `bare` or `parsing`, a console in `memory`, or one with this folder, as a process of its own. */
export function start(kind: string): Promise<Started> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs'), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.once('data', (data: Buffer) =>
      resolve({ process: child, ...(JSON.parse(data.toString()) as Omit<Started, 'process'>) }),
    );
  });
}
