/** The browser test of the page on testing, as it is printed, on an app with the module that it prints. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as esbuild from 'esbuild';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/identity/listen.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'packages/browser/docs/develop-and-test.md'), 'utf8');
const [app, printed] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

/** The module of the app with its sign-in client. */
const auth0: esbuild.Plugin = {
  name: 'auth0.ts',
  setup(build) {
    build.onLoad({ filter: /snippets\/auth0\.ts$/ }, () => ({
      contents: `import { Auth0Client } from '@auth0/auth0-spa-js';
        export const auth0 = new Auth0Client({ domain: 'my-shop.eu.auth0.com', clientId: 'kX2m' });`,
      resolveDir: resolve(root, 'examples/snippets'),
    }));
  },
};

/** Compiles a module that has no file. */
const compiled = async (contents: string, options: esbuild.BuildOptions): Promise<string> => {
  const stdin = { contents, resolveDir: resolve(root, 'examples/snippets'), loader: 'ts' as const };
  const { outputFiles } = await esbuild.build({ stdin, bundle: true, write: false, format: 'esm', ...options });
  return outputFiles![0]!.text;
};

it('passes on an app that takes the options of a test, and fails where the app records something else', async () => {
  const use = (event: string): string => `${app}
    rum.awaitPageView();
    rum.recordPageView({ pageId: '/product/:id', path: location.pathname });
    const buy = Object.assign(document.createElement('button'), { textContent: 'Buy' });
    buy.onclick = () => rum.recordEvent('${event}', { productId: 'p-42' });
    document.body.append(buy);`;
  const source = (await compiled(printed!, { bundle: false })).replaceAll(
    /^import (\{.*?\}) from "(.*?)";$/gm,
    'const $1 = modules["$2"];',
  );
  const site = await listen();
  let run: ((given: { page: Page }) => Promise<void>) | undefined;
  const test = (_: string, body: typeof run): void => void (run = body);
  const modules = {
    '@dual-rum/browser/testing': await import('@dual-rum/browser/testing'),
    '@dual-rum/console': await import('@dual-rum/console'),
    '@playwright/test': { test, expect },
  };
  const here = source.replace('localhost:5173', `localhost:${site.port}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what the page prints
  const define = new Function('modules', here) as (given: typeof modules) => void;
  define(modules);
  const browser = await launchBrowser();
  try {
    const visit = async (event: string): Promise<void> => {
      const script = await compiled(use(event), {
        define: { 'process.env.NODE_ENV': '"development"' },
        plugins: [auth0],
      });
      const context = await browser.newContext();
      site.answer((request, response) => {
        const isScript = request.url === '/main.js';
        response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
        response.end(isScript ? script : '<!doctype html><body><script type="module" src="/main.js"></script>');
      });
      await run!({ page: await context.newPage() }).finally(() => context.close());
    };
    await visit('added_to_cart');
    await expect(visit('sold')).rejects.toThrow(/Arrived: .*guest sold \/product\/:id/);
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
});
