/** `npm run pictures`: the pictures of the READMEs, of the console's page on the data of the demo journey. */
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { prepare } from './demo/prepare.ts';
import { startDemo } from './demo/start-demo.ts';
import { visitWithTrouble } from './demo/visit-with-trouble.ts';
import { walk } from './demo/walk.ts';

const folder = resolve(import.meta.dirname, '../packages/console/pictures');

/** Each picture: its file, the view, the theme, the size of the window, and what must be there first. */
const PICTURES = [
  { file: 'journeys-light', path: '/journeys', theme: 'light', size: [1280, 1000], ready: 'pauses: signed in' },
  { file: 'overview-dark', path: '/', theme: 'dark', size: [1280, 860], ready: 'An error thrown on purpose' },
] as const;

prepare(console.log);
const demo = await startDemo({ auth: 'auth0' });
// At a person's pace, so that the pictures show time passing.
const browser = await launchBrowser({ slowMo: 150 });
try {
  await walk(demo, browser, console.log);
  await visitWithTrouble(demo, browser);
  mkdirSync(folder, { recursive: true });
  for (const { file, path, theme, size, ready } of PICTURES) {
    const [width, height] = size;
    const page = await browser.newPage({ colorScheme: theme, viewport: { width, height } });
    await page.goto(`${demo.console.url}${path}`);
    await page.getByText(ready).first().waitFor();
    await settled(page);
    const target = join(folder, `${file}.png`);
    await page.screenshot({ path: target, animations: 'disabled' });
    await page.close();
    console.log(`${file}.png ${Math.round(statSync(target).size / 1024)} KB`);
  }
} finally {
  await browser.close();
  await demo.close();
}

/** Resolves when nothing on the page is loading any more. The stream of events never ends, so there is no idle network. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.body.innerText.includes('Loading …'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
