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
  try {
    const rows: Row[] = [];
    for (const [what, kind] of [
      ['in memory', 'memory'],
      ['on disk', folder],
    ] as const) {
      const rum = await start(kind);
      try {
        rows.push(await compare(`ingest ${what}, batches of ${EVENTS}`, rum, bare));
      } finally {
        await ended(rum.process);
      }
    }
    return rows;
  } finally {
    await ended(bare.process);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(what: string, rum: Started, bare: Started): Promise<Row> {
  const ratios: number[] = [];
  const rates = { rum: [] as number[], bare: [] as number[] };
  // The first round warms both up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const requests = await signedRequests(rum.url, rum.appMonitorId, rum.credentials, REQUESTS);
    // In turns, so that a slow moment of the machine hits both.
    const halves = [requests.slice(0, REQUESTS / 2), requests.slice(REQUESTS / 2)];
    const seconds = { rum: 0, bare: 0 };
    for (const half of halves) {
      seconds.bare += await sendAll(bare.url, half);
      seconds.rum += await sendAll(rum.url, half);
    }
    if (round < 0) continue;
    ratios.push(seconds.bare / seconds.rum);
    for (const name of ['rum', 'bare'] as const) rates[name].push((REQUESTS * EVENTS) / seconds[name]);
  }
  const ratio = median(ratios);
  return {
    what,
    dual: `${Math.round(median(rates.rum)).toLocaleString('en')} events/s`,
    plain: `${Math.round(median(rates.bare)).toLocaleString('en')} events/s`,
    ratio,
    goal: { text: `at least ${GOAL}`, met: ratio >= GOAL },
  };
}

/** Starts `bare`, a console in `memory`, or one with this folder, as a process of its own. */
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
