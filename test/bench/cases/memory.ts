import { setTimeout } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { load, withPage, type Bench, type Row } from '../bench.ts';
import { authenticatedId, guestId } from '../page/settings.ts';

/** Milliseconds after which nothing late is waited for any more. */
const LATE = 6000;
const SWITCHES = 1000;
/** Rounds before the one that is measured. */
const WARM_UP = 2;
/** Bytes that count as no growth: 1,000 switches that each left one small object behind leave more. */
const NOTHING = 50_000;

/** What 1,000 switches leave on the heap, once others have made the engine compile what it wants to. */
export async function memory(bench: Bench): Promise<Row[]> {
  bench.server.received();
  const [before, after] = await withPage(bench, async (opened) => {
    await load(opened, 'dual');
    const round = async () => {
      await opened.run(`work.switchMany(${SWITCHES})`);
      await setTimeout(LATE);
      return inUse(opened.cdp);
    };
    for (let rounds = 1; rounds < WARM_UP; rounds++) await round();
    return [await round(), await round()];
  });
  const received = bench.server.received();
  const events = ((WARM_UP + 1) * SWITCHES) / 2;
  if (received.get(guestId) !== events || received.get(authenticatedId) !== events) {
    throw new Error(`of ${events} events each, ${JSON.stringify([...received])} arrived`);
  }
  const growth = after.heap - before.heap;
  const listeners = after.listeners - before.listeners;
  return [
    {
      what: `heap after ${SWITCHES.toLocaleString('en-US')} switches`,
      dual: `${growth > 0 ? '+' : ''}${(growth / 1000).toFixed(1)} KB of ${(before.heap / 1e6).toFixed(1)} MB`,
      goal: { text: 'no growth', met: growth < NOTHING },
    },
    {
      what: '… event listeners',
      dual: `${listeners > 0 ? '+' : ''}${listeners}`,
      goal: { text: 'none', met: listeners <= 0 },
    },
  ];
}

async function inUse(cdp: CDPSession): Promise<{ heap: number; listeners: number }> {
  // Twice: what a first collection finalizes, a second one frees.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { heap: usedSize, listeners: jsEventListeners };
}
