import { load, withPage, type Bench, type Row } from '../bench.ts';
import { authenticatedId, guestId } from '../page/settings.ts';
import { percentile } from '../stats.ts';

const QUEUED = 200;
const SWITCHES = 10;
const REST = 50;
const GOAL = 3;

/** How long `setSignedIn` blocks the page while 200 events wait, and that every one of them arrived where it belongs. */
export async function switching(bench: Bench): Promise<Row[]> {
  const rested: Sample[] = [];
  const burst: Sample[] = [];
  for (let i = 0; i < bench.repeats; i++) {
    rested.push(...(await sample(bench, REST)));
    burst.push(...(await sample(bench, 0)));
  }
  const calls = rested.map(({ call }) => call);
  return [
    {
      what: `setSignedIn, ${QUEUED} events queued: p50 / p95 / max`,
      dual: summary(calls),
      goal: { text: `p95 < ${GOAL} ms`, met: percentile(calls, 0.95) < GOAL },
    },
    { what: '… until the end of its task', dual: summary(rested.map(({ task }) => task)) },
    { what: '… right after all 200 were recorded', dual: summary(burst.map(({ call }) => call)) },
  ];
}

interface Sample {
  call: number;
  task: number;
}

async function sample(bench: Bench, rest: number): Promise<Sample[]> {
  bench.server.received();
  const samples = await withPage(bench, async (opened) => {
    await load(opened, 'dual');
    return opened.run<Sample[]>(`work.switching(${SWITCHES}, ${QUEUED}, ${rest})`);
  });
  const received = bench.server.received();
  const each = (SWITCHES / 2) * QUEUED;
  if (received.get(guestId) !== each || received.get(authenticatedId) !== each) {
    throw new Error(`of ${each} events each, ${JSON.stringify([...received])} arrived`);
  }
  return samples;
}

function summary(ms: number[]): string {
  return `${[percentile(ms, 0.5), percentile(ms, 0.95), Math.max(...ms)].map((value) => value.toFixed(2)).join(' / ')} ms`;
}
