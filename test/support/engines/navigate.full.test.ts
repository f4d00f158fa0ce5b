import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENGINES, type EnginePage } from './Engine.ts';
import { cannotRun } from './findEngine.ts';
import { launchEngine } from './launchEngine.ts';
import { goBack } from './navigate.ts';

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<!doctype html><title>${request.url}</title><link rel="icon" href="data:,"><script>
    addEventListener('pageshow', ({ persisted }) => (document.title += persisted ? ' again' : ''));</script>`);
});
let site = '';
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

it.each(ENGINES.filter((name) => !cannotRun(name)))('goes away and back, and away and back, in %s', async (name) => {
  const engine = await launchEngine(name);
  try {
    const page = await (await engine.newContext()).newPage();
    const title = (): Promise<string> => page.evaluate(() => document.title);
    await page.goto(`${site}/page`);
    for (const back of ['/page again', '/page again again']) {
      await page.goto(`${site}/elsewhere`);
      expect(await title()).toBe('/elsewhere');
      await goBack(page);
      // Each engine keeps pages as its users have it.
      expect(await title()).toBe(back);
    }
  } finally {
    await engine.close();
  }
});

it.each(ENGINES.filter((name) => !cannotRun(name)))(
  'tells of a popup the page that opens it, and none that is closed, in %s',
  async (name) => {
    const engine = await launchEngine(name);
    try {
      const context = await engine.newContext();
      const told: string[] = [];
      for (const visit of ['first', 'second', 'third']) {
        const page = await context.newPage();
        await page.goto(`${site}/page`);
        const popup = new Promise<EnginePage>((opened) => {
          page.onPopup((popup) => {
            told.push(visit);
            opened(popup);
          });
        });
        await page.evaluate(() => void open('/popup', 'popup', 'width=300,height=300'));
        await (await popup).close();
        await page.close();
      }
      expect(told).toEqual(['first', 'second', 'third']);
    } finally {
      await engine.close();
    }
  },
);

it.skipIf(cannotRun('webkit'))(
  'gives up what a page was to answer that is left for the one before, in webkit',
  async () => {
    const engine = await launchEngine('webkit');
    try {
      const page = await (await engine.newContext()).newPage();
      await page.goto(`${site}/page`);
      await page.goto(`${site}/elsewhere`);
      const answer = page.evaluate(() => new Promise(() => setTimeout(() => history.back())));
      await expect(answer).rejects.toThrow('another one by now');
      expect(await page.evaluate(() => document.title)).toBe('/page again');
    } finally {
      await engine.close();
    }
  },
);

it.skipIf(cannotRun('webkit'))(
  'goes to another site and back twenty times in webkit, whose driver forgets what a page is asked as it is replaced',
  { timeout: 400_000 },
  async () => {
    const engine = await launchEngine('webkit');
    try {
      const page = await (await engine.newContext()).newPage();
      await page.goto(`${site}/page`);
      for (let time = 0; time < 20; time++) {
        await page.goto(`${site.replace('127.0.0.1', 'localhost')}/elsewhere`);
        await goBack(page);
        expect(await page.evaluate(() => document.title)).toMatch(/^\/page/);
      }
    } finally {
      await engine.close();
    }
  },
);
