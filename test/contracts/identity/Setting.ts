import type { Browser } from 'playwright-core';
import type { Services } from './services.ts';

/** What every client's checks run in; there once the tests have begun. */
export interface Setting {
  browser: Browser;
  services: Services;
}
