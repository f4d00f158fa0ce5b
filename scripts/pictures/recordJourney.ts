import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { settled } from '../demo/poll.ts';
import { shopAsAUser } from '../demo/shop-as-a-user.ts';
import type { Demo } from '../demo/start-demo.ts';
import type { Frame } from './joinFrames.ts';

const HEIGHT = 860;
const SHOP = { width: 400, height: HEIGHT };
/** Narrow enough for the navigation to be on top, which leaves the width to the view. */
const CONSOLE = { width: 880, height: HEIGHT };
/** Milliseconds between two frames. */
const EVERY = 450;
/** Milliseconds that the last picture stands. */
const END = 4000;

/** Walks through the shop with the console's journeys beside it, as it happens. */
export async function recordJourney(demo: Demo, browser: Browser, say: (line: string) => void): Promise<Frame[]> {
  const context = await browser.newContext({ colorScheme: 'light', viewport: SHOP });
  const beside = await browser.newContext({ colorScheme: 'light', viewport: CONSOLE });
  try {
    const [shop, console] = [await context.newPage(), await beside.newPage()];
    await console.goto(`${demo.console.url}/journeys`);
    const frames: Frame[] = [];
    let doing = '';
    let seeing = 'user journeys, as they come';
    const take = async (milliseconds: number): Promise<void> => {
      const [left, right] = await Promise.all([shop, console].map(shoot));
      if (left && right) frames.push({ left, right, captions: [`Shop: ${doing}`, `Console: ${seeing}`], milliseconds });
    };
    let going = true;
    const taking = (async () => {
      while (going) {
        const started = Date.now();
        await take(EVERY);
        await sleep(Math.max(0, EVERY - (Date.now() - started)));
      }
    })();
    await shopAsAUser(demo, shop, (line) => {
      doing = line.replace(/^… /, '');
      say(line);
    });
    await shop.waitForLoadState('networkidle');
    await settled('events keep coming', () => demo.console.events().length, 6000);
    going = false;
    await taking;
    doing = 'a guest again';
    seeing = 'both app monitors of one visit';
    await console.getByText('pauses: signed in').first().waitFor();
    await console.getByRole('heading', { name: 'Visits' }).evaluate((heading) => heading.scrollIntoView());
    await take(END);
    return frames;
  } finally {
    await context.close();
    await beside.close();
  }
}

/** The window of a page; undefined while it is on its way to another address. */
const shoot = (page: Page): Promise<Buffer | undefined> =>
  page.screenshot({ animations: 'disabled', timeout: 3000 }).catch(() => undefined);
