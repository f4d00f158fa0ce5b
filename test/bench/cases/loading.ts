import type { CDPSession } from 'playwright-core';
import { compare, interleaved, type Bench, type Row } from '../bench.ts';
import { median } from '../stats.ts';

/** Processor time of the main thread to compile and evaluate the bundle and to create the monitors, without the same for an empty script. */
export async function loading(bench: Bench): Promise<Row[]> {
  const { dual, plain, empty } = await interleaved(bench, ['dual', 'plain', 'empty'], async ({ cdp, run }, bundle) => {
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await taskSeconds(cdp);
    await run(`import('/${bundle}/main.js').then(() => void create())`);
    return ((await taskSeconds(cdp)) - before) * 1000;
  });
  const without = median(empty);
  return [
    compare(
      'load and create',
      dual,
      plain,
      'ms',
      { of: (samples) => median(samples) - without, text: (value) => value.toFixed(1) },
      0.7,
    ),
  ];
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const task = metrics.find(({ name }) => name === 'TaskDuration');
  if (!task) throw new Error('the browser does not report TaskDuration');
  return task.value;
}
