import { startConsole } from '@dual-rum/console';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../support/sdk/bundle.ts';
import { startSite } from '../support/sdk/site.ts';
import { launchBrowser } from '../support/browser.ts';
import { table } from '../support/table.ts';
import { nameOf, type Cell } from './cells.ts';
import { endure, type Outcome } from './endure.ts';

/** Browsers at the same time: most of the time they wait. */
const AT_ONCE = 6;

/** Goes through these cells before the tests of a file, with a test for each; prints what came of all. */
export function faultMatrix(cells: Cell[]): void {
  const outcomes = new Map<string, Outcome | Error>();
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const [console, browser, site] = await Promise.all([
      startConsole({
        appMonitors: cells.flatMap((_, index) => [
          { name: `Guests${index}`, state: 'guest' as const },
          { name: `Users${index}`, state: 'authenticated' as const },
        ]),
      }),
      launchBrowser(),
      bundle('plainPage.ts').then((script) => startSite(script, '')),
    ]);
    stop = async () => {
      await browser.close();
      await Promise.all([console.close(), site.close()]);
    };
    const left = [...cells.entries()];
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [number, cell] = next;
        const outcome = await endure(cell, number, { console, browser, site }).catch(
          (error: unknown) => error as Error,
        );
        outcomes.set(nameOf(cell), outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });

  afterAll(async () => {
    await stop?.();
    const rows = cells.map((cell) => {
      const outcome = outcomes.get(nameOf(cell));
      if (!outcome || outcome instanceof Error) return [nameOf(cell), 'broke off'];
      const { recorded, delivered, twice, misfiled, errors } = outcome;
      return [nameOf(cell), `${delivered} of ${recorded}`, recorded - delivered, twice, misfiled, errors.length];
    });
    const head = ['', 'delivered', 'lost', 'twice', 'misfiled', 'app errors'];
    console.log(table([head, ...rows.map((row) => row.map(String))]));
  });

  it.each(cells.map((cell) => [nameOf(cell)] as const))('%s: everything arrives, once', (name) => {
    const outcome = outcomes.get(name);
    if (outcome instanceof Error) throw outcome;
    expect(outcome).toEqual({
      recorded: outcome!.recorded,
      delivered: outcome!.recorded,
      twice: 0,
      misfiled: 0,
      errors: [],
    });
  });
}
