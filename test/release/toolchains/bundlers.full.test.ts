/** The packed SDK, bundled by what apps are built with, in a real browser. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { watchConsole } from '@dual-rum/browser/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { listen, type Listening } from '../../support/identity/listen.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { runNode } from '../runNode.ts';
import { bringTools, freshProject } from './bring.ts';

['browser', 'cdk', 'console'].forEach(ensureBuilt);
const tools = bringTools();

const MAIN = `
import { createDualRum } from '@dual-rum/browser';

const { options, issuer } = globalThis.given;
let user = null;
let hint = () => {};
const rum = createDualRum({
  ...options,
  auth: {
    current: async () => user && { subject: user, issuer },
    idToken: async () => {
      const answer = await fetch(issuer + '/token', { method: 'POST', body: JSON.stringify({ subject: user }) });
      return (await answer.json()).id_token;
    },
    subscribe: (listener) => {
      hint = listener;
      return () => {};
    },
  },
});
globalThis.signIn = (name) => {
  user = name;
  hint('sign-in');
};
globalThis.rum = rum;
`;
const page = (script: string): string =>
  `<!doctype html><title>app</title><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;

const vite = (name: string) => ({
  'index.html': page('/main.js'),
  'build.mjs': `import { build } from '${name}'; await build({ logLevel: 'error' });`,
});
/** What each needs beside \`main.js\`; it builds into \`dist\`. */
const BUNDLERS: Record<string, Record<string, string>> = {
  'Vite 8': vite('vite8'),
  'Vite 7': vite('vite7'),
  'Vite 6': vite('vite6'),
  'webpack 5': {
    'dist/index.html': page('/main.js'),
    'build.mjs': `
import webpack from 'webpack';
const config = { mode: 'production', context: import.meta.dirname, entry: './main.js', output: { path: import.meta.dirname + '/dist', filename: 'main.js' } };
const stats = await new Promise((done, fail) => webpack(config, (error, stats) => (error ? fail(error) : done(stats))));
if (stats.hasErrors() || stats.hasWarnings()) { console.error(stats.toString('errors-warnings')); process.exitCode = 1; }
`,
  },
  esbuild: {
    'dist/index.html': page('/main.js'),
    'build.mjs': `
import { build } from 'esbuild';
await build({ entryPoints: ['main.js'], bundle: true, minify: true, splitting: true, format: 'esm', outdir: 'dist', define: { 'process.env.NODE_ENV': '"production"' } });
`,
  },
  Rollup: {
    'dist/index.html': page('/main.js'),
    'build.mjs': `
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
const bundle = await rollup({ input: 'main.js', plugins: [nodeResolve({ browser: true })], onwarn: (warning) => { throw new Error(warning.message); } });
await bundle.write({ dir: 'dist', format: 'es' });
`,
  },
};

describe.skipIf('why' in tools && unavailable('the toolchains', tools.why))('an app that is bundled', () => {
  let browser: Browser;
  let rum: RunningConsole;
  let site: Listening;
  beforeAll(async () => {
    [browser, rum, site] = await Promise.all([launchBrowser(), startConsole(), listen()]);
  });
  afterAll(() => Promise.all([browser?.close(), rum?.close(), site?.close()]));

  it.each(Object.entries(BUNDLERS))('by %s records guests and signed-in users', async (name, files) => {
    if ('why' in tools) return;
    const manifest = JSON.stringify({ name: 'app', private: true, type: 'module' });
    const project = freshProject(tools.folder, name.replace(' ', '-').toLowerCase(), {
      'package.json': manifest,
      'main.js': MAIN,
      ...files,
    });
    expect(runNode(['build.mjs'], project, 180_000)).toMatchObject({ status: 0, errors: '' });
    site.answer((request, response) => {
      const { pathname } = new URL(request.url!, 'http://site');
      const file = join(project, 'dist', pathname === '/' ? 'index.html' : pathname);
      const type = extname(file) === '.js' ? 'text/javascript' : 'text/html';
      response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': type });
      response.end(existsSync(file) ? readFileSync(file) : '');
    });

    await rum.reset();
    const { options, waitFor } = watchConsole(rum);
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    try {
      await page.addInitScript((given) => void Object.assign(globalThis, { given }), { options, issuer: rum.issuer });
      await page.goto(`http://localhost:${site.port}/`);
      expect(await waitFor({ monitor: 'guest', type: 'page_view' })).toMatchObject({ role: 'DualRum-Guest' });
      await page.evaluate(() => (globalThis as unknown as { signIn: (name: string) => void }).signIn('alice'));
      expect(await waitFor({ monitor: 'authenticated', type: 'page_view' })).toMatchObject({
        role: 'DualRum-Authenticated',
      });
      expect(complaints).toEqual([]);
      expect(rum.refused()).toEqual([]);
    } finally {
      await closeContext(context);
    }
  });
});
