import { setTimeout as sleep } from 'node:timers/promises';
import type { EnginePage } from './Engine.ts';

/** Milliseconds between two looks, and until what never comes is given up: a page that loads, and anything else. */
const PAUSE = 10;
const LOADING = 60_000;
const PATIENCE = 240_000;

declare global {
  interface Window {
    /** Of a page that is about to be left: not there any more in the next one, nor when it is back. */
    isLeft?: boolean;
  }
}

/** Waits until something is true in the page, which may be another one by then. */
export async function waitFor<A = undefined>(
  page: EnginePage,
  condition: (given: A) => unknown,
  given?: A,
  patience = PATIENCE,
): Promise<void> {
  const deadline = performance.now() + patience;
  let failure: unknown;
  while (performance.now() < deadline) {
    try {
      // A page that is replaced while it is asked gives no answer.
      if (await page.evaluate(condition, given)) return;
    } catch (error) {
      failure = error;
    }
    await sleep(PAUSE);
  }
  throw new Error(`never came true: ${condition}`, { cause: failure });
}

/** Waits until the page that was there when this was called is gone, and the next has loaded. */
async function replace<A = undefined>(page: EnginePage, leave: (given: A) => void, given?: A): Promise<void> {
  await page.evaluate(() => {
    window.isLeft = true;
    addEventListener('pageshow', () => (window.isLeft = false), { once: true });
  });
  await page.evaluate(leave, given);
  await waitFor(page, () => !window.isLeft && document.readyState === 'complete', undefined, LOADING);
}

/** Loads the page again. */
export const reload = (page: EnginePage): Promise<void> => replace(page, () => setTimeout(() => location.reload()));

/** Goes back to the page before, which the browser may have kept. */
export const goBack = (page: EnginePage): Promise<void> => replace(page, () => setTimeout(() => history.back()));

/** Goes to an address, as by a link. */
export const follow = (page: EnginePage, url: string): Promise<void> =>
  replace(page, (url) => setTimeout(() => location.assign(url)), url);
