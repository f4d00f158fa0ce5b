import type { Page } from 'playwright-core';

const realNow = Date.now;
let ahead = 0;

/** Moves the clock of a page, and of the providers, which run in this process. */
export async function passTime(seconds: number, ...pages: Page[]): Promise<void> {
  ahead += seconds;
  Date.now = () => realNow() + ahead * 1000;
  for (const page of pages) await page.evaluate((seconds) => void (globalThis.ahead += seconds), seconds);
}

export function resetClock(): void {
  ahead = 0;
  Date.now = realNow;
}

/** Lets a page's clock be moved. Runs in the page. */
export function movableClock(): void {
  const Real = Date;
  globalThis.ahead = 0;
  globalThis.Date = class extends Real {
    constructor(...parts: unknown[]) {
      if (parts.length > 0) super(...(parts as [number]));
      else super(Real.now() + ahead * 1000);
    }
    static override now(): number {
      return Real.now() + ahead * 1000;
    }
  } as DateConstructor;
}
