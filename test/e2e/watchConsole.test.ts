/** What the page on testing says, in a real browser against a real console. */
import { watchConsole } from '@dual-rum/browser/testing';
import { startConsole } from '@dual-rum/console';
import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/identity/listen.ts';

const APP = `
import { createDualRum } from '@dual-rum/browser';
import { createDevelopmentSignIn } from '@dual-rum/console/client';
const signIn = createDevelopmentSignIn(globalThis.console_);
const rum = createDualRum({ ...globalThis.rumOptions, auth: signIn.source });
rum.awaitPageView();
rum.recordPageView({ pageId: '/product/:id', path: location.pathname });
document.querySelector('button').onclick = () => rum.recordEvent('added_to_cart', { productId: 'p-42' });
Object.assign(globalThis, { rum, signIn });
`;

it('a test waits for what guests and signed-in users do, typed, and hears what has come where it never comes', async () => {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: APP, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  const [site, console, browser] = await Promise.all([listen(), startConsole(), launchBrowser()]);
  site.answer((request, response) => {
    const isScript = request.url === '/main.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    const html =
      '<!doctype html><link rel="icon" href="data:,"><button>Buy</button><script type="module" src="/main.js"></script>';
    response.end(isScript ? outputFiles[0]!.contents : html);
  });
  try {
    const { options, events, waitFor } = watchConsole(console);
    const page = await browser.newPage();
    await page.addInitScript((given) => void Object.assign(globalThis, given), {
      rumOptions: options,
      console_: console.config,
    });
    await page.goto(`http://localhost:${site.port}/product/p-42`);
    await page.getByRole('button', { name: 'Buy' }).click();
    const buy = await waitFor({ type: 'added_to_cart', monitor: 'guest' });
    expect([buy.pageId, buy.details['productId'], buy.role]).toEqual(['/product/:id', 'p-42', 'DualRum-Guest']);
    await page.evaluate(() =>
      (globalThis as unknown as { signIn: { signIn: (name: string) => void } }).signIn.signIn('alice'),
    );
    await page.getByRole('button', { name: 'Buy' }).click();
    expect(
      await page.evaluate(() => (globalThis as unknown as { rum: { flush: () => Promise<boolean> } }).rum.flush()),
    ).toBe(true);
    expect(events({ type: 'added_to_cart' }).map(({ monitor }) => monitor)).toEqual(['guest', 'authenticated']);
    await expect(watchConsole(console, { timeout: 50 }).waitFor({ type: 'sold_out' })).rejects.toThrow(
      /Arrived: .*guest page_view \/product\/:id.*authenticated added_to_cart/,
    );
  } finally {
    await Promise.all([site.close(), console.close(), browser.close()]);
  }
});
