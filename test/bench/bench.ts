import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Bundle } from './bundles.ts';
import type { Server } from './server.ts';

/** What a case measures with. */
export interface Bench {
  browser: Browser;
  server: Server;
  repeats: number;
}

/** One line of the result. */
export interface Row {
  what: string;
  /** The SDK of two monitors. */
  dual: string;
  /** One plain aws-rum-web, where there is something to compare. */
  plain?: string;
  ratio?: number;
  goal?: { text: string; met: boolean };
}

export interface OpenPage {
  page: Page;
  cdp: CDPSession;
  /** Evaluates an expression in the page. Text, because a compiled function may need helpers that the page lacks. */
  run<T>(expression: string): Promise<T>;
}

/** Opens a new page with storage and cache of its own, for the time of `use`. */
export async function withPage<T>({ browser, server }: Bench, use: (opened: OpenPage) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${server.url}/`);
    const cdp = await context.newCDPSession(page);
    const result = await use({ page, cdp, run: (expression) => page.evaluate(expression) });
    if (errors.length > 0) throw new Error('the page had errors', { cause: errors[0] });
    return result;
  } finally {
    await context.close();
  }
}

/** Loads a bundle and the functions that measure it. */
export async function load({ run }: OpenPage, bundle: Bundle): Promise<void> {
  await run(`import('/${bundle}/main.js').then(() => import('/work/main.js')).then(() => undefined)`);
}

/** Measures every bundle `repeats` times, in turns and in changing order, so that a slow moment of the machine hits all. */
export async function interleaved<B extends Bundle>(
  bench: Bench,
  bundles: B[],
  measure: (opened: OpenPage, bundle: B) => Promise<number>,
): Promise<Record<B, number[]>> {
  const samples = Object.fromEntries(bundles.map((name) => [name, [] as number[]])) as Record<B, number[]>;
  // The first round warms the browser and the server, and is not counted.
  for (let i = -1; i < bench.repeats; i++) {
    for (const name of i % 2 === 0 ? bundles : bundles.toReversed()) {
      const sample = await withPage(bench, (opened) => measure(opened, name));
      if (i >= 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** A comparison of medians. */
export function compare(
  what: string,
  dual: number[],
  plain: number[],
  unit: string,
  format: Formatter,
  goal?: number,
): Row {
  const [a, b] = [format.of(dual), format.of(plain)];
  const ratio = a / b;
  return {
    what,
    dual: `${format.text(a)} ${unit}`,
    plain: `${format.text(b)} ${unit}`,
    ratio,
    ...(goal !== undefined && { goal: { text: `≤ ${goal} ×`, met: ratio <= goal } }),
  };
}

export interface Formatter {
  of: (samples: number[]) => number;
  text: (value: number) => string;
}
