/** `npm run pictures`: the pictures of the READMEs, of the demo journey and of the console's page on its data. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { writeBatch } from '../test/support/console/writeBatch.ts';
import { prepare } from './demo/prepare.ts';
import { startDemo } from './demo/start-demo.ts';
import { visitWithTrouble } from './demo/visit-with-trouble.ts';
import { joinFrames } from './pictures/joinFrames.ts';
import { recordJourney } from './pictures/recordJourney.ts';

const folder = resolve(import.meta.dirname, '../packages/console/pictures');
/** npm and GitHub show pictures of any size; people with a slow connection wait for them. */
const MOST_BYTES = 1_500_000;

/** Each picture: its file, the view, the theme, the size of the window, and what must be there first. */
const PICTURES = [
  { file: 'overview-dark', path: '/', theme: 'dark', size: [1280, 860], ready: 'An error thrown on purpose' },
  { file: 'verdicts-light', path: '/verdicts', theme: 'light', size: [1280, 900], ready: 'no identity' },
] as const;

prepare(console.log);
const demo = await startDemo({ auth: 'auth0' });
// At a person's pace, so that the pictures show time passing.
const browser = await launchBrowser({ slowMo: 250 });
try {
  mkdirSync(folder, { recursive: true });
  write('journey.webp', await joinFrames(await recordJourney(demo, browser, console.log), 1000));
  await visitWithTrouble(demo, browser);
  await demo.identityEvents!.list();
  // A script that took the keys of the role: no identity stands behind it.
  const monitor = demo.console.config.authenticated.appMonitorId;
  await writeBatch(demo.console.url, monitor, demo.console.issueCredentials({ monitor }));
  for (const { file, path, theme, size, ready } of PICTURES) {
    const [width, height] = size;
    const page = await browser.newPage({ colorScheme: theme, viewport: { width, height } });
    await page.goto(`${demo.console.url}${path}`);
    await page.getByText(ready).first().waitFor();
    await settled(page);
    write(`${file}.png`, await page.screenshot({ animations: 'disabled' }));
    await page.close();
  }
} finally {
  await browser.close();
  await demo.close();
}

function write(file: string, bytes: Buffer): void {
  if (bytes.length > MOST_BYTES)
    throw new Error(`${file} has ${bytes.length} bytes; at most ${MOST_BYTES} are wanted.`);
  writeFileSync(join(folder, file), bytes);
  console.log(`${file} ${Math.round(bytes.length / 1024)} KB`);
}

/** Resolves when nothing on the page is loading any more. The stream of events never ends, so there is no idle network. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.body.innerText.includes('Loading …'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
