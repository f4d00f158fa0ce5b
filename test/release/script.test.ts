/** The files for script tags, put into a page by the lines that the documentation prints. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DualRum } from '@dual-rum/browser';
import type { RunningConsole } from '@dual-rum/console';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { integrityOf } from '../../scripts/writeIntegrity.ts';
import { launchBrowser } from '../support/browser.ts';
import { closeContext } from '../support/closeContext.ts';
import { ensureBuilt } from '../support/ensureBuilt.ts';
import { startAuth0Tenant, type Auth0Tenant } from '../support/identity/auth0Tenant.ts';
import { listen, type Listening } from '../support/identity/listen.ts';
import { until } from '../support/sdk/until.ts';
import { pack, type Packed } from './packed.ts';

const CLIENT = 'shop-web';
const CDN = 'https://cdn.jsdelivr.net/npm/@dual-rum/browser@';

let browser: Browser;
let packed: Packed;
let page: string;
let console: RunningConsole;
let tenant: Auth0Tenant;
let site: Listening;
let html = '';
let policy = '';

beforeAll(async () => {
  ensureBuilt('browser');
  ensureBuilt('console');
  packed = pack('browser');
  page = readFileSync(join(packed.folder, 'docs/without-a-bundler.md'), 'utf8');
  site = await listen();
  site.answer((request, response) => {
    if (request.url === '/favicon.ico') response.writeHead(204).end();
    else if (request.url === '/id-token')
      void console.mintToken({ subject: 'carol' }).then((token) => response.end(token));
    else
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          ...(policy && { 'content-security-policy': policy }),
        })
        .end(html);
  });
  tenant = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [`http://localhost:${site.port}`] }] });
  browser = await launchBrowser();
});
afterAll(() => Promise.all([browser?.close(), site?.close(), tenant?.close()]));

// A console for each test: what the page of another still sends as it closes goes to another.
beforeEach(async () => {
  const { startConsole } = await import('@dual-rum/console');
  console = await startConsole({
    identityPools: [{ issuers: [{ issuer: tenant.issuer, clientIds: [CLIENT] }, { issuer: 'development' }] }],
  });
});
afterEach(() => console.close());

/** Another origin than that of the data plane, as on AWS. */
const identityPools = (): string => console.endpoint.replace('127.0.0.1', 'localhost');

/** The printed lines of a chapter, with the ids and addresses of this test. */
function printed(chapter: string): string {
  const [, block] = new RegExp(`## ${chapter}\\n[\\s\\S]*?\`\`\`html\\n([\\s\\S]*?)\`\`\``).exec(page)!;
  const { guest, authenticated, endpoint } = console.config;
  return block!
    .replaceAll('us-east-1:41c0…', guest.identityPoolId!)
    .replace('6c2d…', guest.appMonitorId)
    .replace('9f0e…', authenticated.appMonitorId)
    .replace(
      "region: 'us-east-1',",
      `region: 'us-east-1', endpoint: '${endpoint}', identityPoolEndpoint: '${identityPools()}',`,
    )
    .replace('my-shop.eu.auth0.com', `http://${tenant.domain}`)
    .replace('https://id.example.com', tenant.issuer)
    .replace(/kX2m…|my-shop/, CLIENT);
}

/** Opens the page, with the CDNs answered by what is packed and installed. `scripts` are the addresses that it loads. */
async function open(
  lines: string,
  appCode: string,
): Promise<{ page: Page; scripts: string[]; close: () => Promise<void> }> {
  const end = lines.lastIndexOf('</script>');
  html = `<!doctype html><title>shop</title><script id="user" type="application/json">{"subject":"carol"}</script>
${lines.slice(0, end)}\n${appCode}\n${lines.slice(end)}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  const modules = join(createRequire(import.meta.url).resolve('vite/package.json'), '../..');
  await page.route(/^https:/, (route) => {
    const url = route.request().url();
    const file = url.startsWith(CDN)
      ? join(packed.folder, url.slice(CDN.length).replace(/^[^/]+/, ''))
      : url.includes('oidc-client-ts@')
        ? join(modules, 'oidc-client-ts', new URL(url).pathname.replace(/^.*?@[^/]+/, ''))
        : join(modules, '@auth0/auth0-spa-js/dist/auth0-spa-js.production.js');
    return route.fulfill({
      path: file,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' },
    });
  });
  await page.goto(`http://localhost:${site.port}/`);
  return { page, scripts, close: () => closeContext(context) };
}

const seen = (state: 'guest' | 'authenticated') =>
  console
    .events({ monitor: console.config[state].appMonitorId })
    .map(({ type, role }) => ({ type: type.replace(/^com\.amazon\.rum\.|_event$/g, ''), role }));
const ROLES = { guest: 'DualRum-Guest', authenticated: 'DualRum-Authenticated' };

/** Sends what waits until a session and a page view have arrived, signed by the role of that app monitor. */
async function arrived(page: Page, state: 'guest' | 'authenticated'): Promise<void> {
  const events = await until(
    `a session and a page view of ${state}`,
    async () => {
      await page.evaluate(() => (globalThis as { rum?: DualRum }).rum?.flush()).catch(leaves);
      return seen(state);
    },
    (events) => ['session_start', 'page_view'].every((type) => events.some((event) => event.type === type)),
  );
  expect(new Set(events.map(({ role }) => role))).toEqual(new Set([ROLES[state]]));
}

/** A page that goes to sign in cannot answer. */
const leaves = (error: unknown): void => {
  if (!/navigation|destroyed/i.test(String(error))) throw error;
};

describe('the page on script tags', () => {
  it.each(['esm', 'iife'])('has the integrity hash of the packed dual-rum.%s.js, and its version', (format) => {
    const file = `dual-rum.${format}.js`;
    const hash = integrityOf(readFileSync(join(packed.folder, 'dist', file)));
    const [, version, stated] = new RegExp(
      `browser@([\\d.]+)/dist/${file.replaceAll('.', '\\.')}"[^<\`]*?(sha384-[\\w+/=]+)`,
    ).exec(page)!;
    expect({ version, stated }).toEqual({ version: packed.manifest.version, stated: hash });
  });

  it.each([
    [
      'A script',
      `globalThis.rum = rum; globalThis.signIn = () => void client.loginWithRedirect();
       if (location.search.includes('code=')) client.handleRedirectCallback().then(() => history.replaceState(null, '', '/account'));`,
      ['auth0-spa-js.production.js', 'dual-rum.iife.js'],
    ],
    [
      'A module',
      `globalThis.rum = rum; globalThis.signIn = () => void manager.signinRedirect();
       if (location.search.includes('code=')) manager.signinRedirectCallback().then(() => history.replaceState(null, '', '/account'));`,
      ['oidc-client-ts.min.js', 'dual-rum.esm.js'],
    ],
  ])('%s: records guests and signed-in users, and loads nothing else', async (chapter, appCode, files) => {
    tenant.signInAs('alice');
    const { page, scripts, close } = await open(printed(chapter), appCode);
    try {
      await page.waitForFunction(() => 'signIn' in globalThis);
      await arrived(page, 'guest');
      expect(seen('authenticated')).toEqual([]);
      await page.evaluate(() => (globalThis as unknown as { signIn: () => void }).signIn());
      await arrived(page, 'authenticated');
      expect(new Set(scripts.map((url) => url.replace(/.*\//, '')))).toEqual(new Set(files));
      expect(console.refused()).toEqual([]);
    } finally {
      await close();
    }
  });

  it('A site that signs users in on its server: files the page under signed-in users, with the CSP of the README', async () => {
    const [scriptTag] = /<script\s+src="[^"]*iife[\s\S]*?<\/script>/.exec(printed('A script'))!;
    const lines = `${scriptTag}\n${printed('A site that signs users in on its server')}`;
    const readme = readFileSync(join(packed.folder, 'README.md'), 'utf8');
    const [connect] = /^connect-src 'self' .*$/m.exec(readme)!;
    policy = `default-src 'none'; script-src https://cdn.jsdelivr.net 'unsafe-inline'; ${connect
      .replace('https://dataplane.rum.us-east-1.amazonaws.com', console.endpoint)
      .replace('https://cognito-identity.us-east-1.amazonaws.com', identityPools())}`;
    const { page, close } = await open(lines, 'globalThis.rum = rum;');
    try {
      await arrived(page, 'authenticated');
      expect(seen('guest')).toEqual([]);
    } finally {
      policy = '';
      await close();
    }
  });

  it('a file that is not the one of the hash is refused by the browser', async () => {
    const altered = printed('A script').replace(/sha384-..../, 'sha384-AAAA');
    const { page, close } = await open(altered, 'globalThis.through = true;');
    try {
      expect(await page.evaluate(() => ['DualRum', 'through'].filter((name) => name in globalThis))).toEqual([]);
    } finally {
      await close();
    }
  });
});
