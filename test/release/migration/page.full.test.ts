/** What the page on migration prints, run as it stands there: the same visit before and after, and then somebody signs in. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import * as esbuild from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchFields, identities } from '../../differential/batches.ts';
import { compare } from '../../differential/compare.ts';
import { normalize, type Normalized } from '../../differential/normalize.ts';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startAuth0Tenant, type Auth0Tenant } from '../../support/identity/auth0Tenant.ts';
import { listen, type Listening } from '../../support/identity/listen.ts';
import { until } from '../../support/sdk/until.ts';
import { root } from '../packed.ts';

const CLIENT = 'shop-web';
const modules = join(createRequire(import.meta.url).resolve('vite/package.json'), '../..');
const docs = (name: string): string => readFileSync(join(root, 'packages/browser/docs', name), 'utf8');
/** The code blocks below a heading. */
const blocks = (page: string, heading: string): string[] => {
  const [, text] = new RegExp(`## ${heading}\\n([\\s\\S]*?)(?=\\n##|$)`).exec(page)!;
  return [...text!.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code]) => code!);
};

let console: RunningConsole;
let browser: Browser;
let tenant: Auth0Tenant;
let site: Listening;
let served: Served;

/** A page of the app: its `<head>`, and the files that it loads from there. */
interface Served {
  head: string;
  files: Record<string, string>;
}

beforeAll(async () => {
  ensureBuilt('browser');
  site = await listen();
  site.answer((request, response) => {
    const path = request.url!.split('?')[0]!;
    const file = served.files[path];
    const [, status] = /^\/api\/(\d+)/.exec(path) ?? [];
    if (status) response.writeHead(Number(status)).end('{}');
    else if (file !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
    else
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(
          `<!doctype html><head><title>Shop</title><link rel="icon" href="data:,">${served.head}</head><h1>Shop</h1>`,
        );
  });
  tenant = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [`http://localhost:${site.port}`] }] });
  tenant.signInAs('alice');
  browser = await launchBrowser();
});
afterAll(() => Promise.all([browser?.close(), site?.close(), tenant?.close()]));

/** Printed code with the ids and addresses of this test. */
function filledIn(code: string): string {
  const { guest, authenticated, endpoint } = console.config;
  const rumEndpoint = `endpoint: '${endpoint}',`;
  return code
    .replaceAll('us-east-1:41c0…', guest.identityPoolId!)
    .replace('6c2d…', guest.appMonitorId)
    .replace('9f0e…', authenticated.appMonitorId)
    .replace(/endpoint: 'https:[^']*',/, rumEndpoint)
    .replace(
      /^( *)(region: 'us-east-1',)$/m,
      `$1$2 ${rumEndpoint} identityPoolEndpoint: '${console.identityPoolEndpoint}',`,
    )
    .replace('my-shop.eu.auth0.com', `http://${tenant.domain}`)
    .replace('kX2m…', CLIENT);
}

const bundled = async (code: string): Promise<string> => {
  const auth0 = `import { Auth0Client } from '@auth0/auth0-spa-js';
    export const auth0 = new Auth0Client({ domain: 'http://${tenant.domain}', clientId: '${CLIENT}', cacheLocation: 'localstorage', authorizationParams: { redirect_uri: location.origin } });`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `${code}\nglobalThis.rum = rum;`, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'the module of the app',
        setup(build) {
          build.onResolve({ filter: /^\.\/auth0\.ts$/ }, ({ path }) => ({ path, namespace: 'app' }));
          build.onLoad({ filter: /.*/, namespace: 'app' }, () => ({
            contents: `${auth0}\nglobalThis.client = auth0;`,
            resolveDir: import.meta.dirname,
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return outputFiles[0]!.text;
};

/** AWS's file of the snippet, made of the installed package. */
const cwr = async (): Promise<string> => {
  const folder = join(createRequire(import.meta.url).resolve('aws-rum-web'), '../../es');
  const entry = join(folder, 'index-browser.js');
  return (await esbuild.build({ entryPoints: [entry], bundle: true, write: false, format: 'iife' })).outputFiles[0]!
    .text;
};

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.route(/^https:/, async (route) => {
    const request = route.request();
    const { hostname, pathname } = new URL(request.url());
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    // aws-rum-web asks no other address.
    if (hostname === 'cognito-identity.us-east-1.amazonaws.com') {
      const answer = await fetch(console.identityPoolEndpoint, {
        method: 'POST',
        headers: { ...request.headers(), origin: `http://localhost:${site.port}` },
        body: request.postData()!,
      });
      return route.fulfill({ status: answer.status, body: await answer.text(), headers });
    }
    if (hostname === 'client.rum.us-east-1.amazonaws.com')
      return route.fulfill({ body: await cwr(), contentType: 'text/javascript', headers });
    const file = pathname.includes('/dist/dual-rum.')
      ? join(root, 'packages/browser', pathname.replace(/^.*?(?=\/dist\/)/, ''))
      : join(modules, '@auth0/auth0-spa-js/dist/auth0-spa-js.production.js');
    return route.fulfill({ path: file, contentType: 'text/javascript', headers });
  });
  await page.goto(`http://localhost:${site.port}/home`);
  return page;
}

/** What the page does, with the commands as the app gives them. */
async function useApp(page: Page, commands: string): Promise<void> {
  await page.waitForTimeout(1000);
  await page.evaluate(async (commands) => {
    const sleep = (): Promise<void> => new Promise((done) => setTimeout(done, 300));
    setTimeout(() => {
      throw new TypeError('thrown');
    });
    await fetch('/api/500/orders');
    history.pushState({}, '', '/list');
    await sleep();
    // A script of the page, which sees what other scripts of it have declared.
    const script = document.createElement('script');
    script.textContent = commands;
    document.head.append(script);
    await sleep();
  }, commands);
}

const SNIPPET_COMMANDS = `
  cwr('recordError', new RangeError('caught'));
  cwr('addSessionAttributes', { plan: 'gold' });
  cwr('clearEventMetadataHook');
  cwr('recordPageView', { pageId: '/product/:id', pageTags: ['shop'], pageAttributes: { step: 2 } });
  cwr('recordEvent', { type: 'own_event', data: { count: 1 }, metadata: { tier: 'beta' } });
  cwr('dispatch');
  cwr('dispatchBeacon');`;

/** The lines of the chapter on commands, of before or of after. */
const lines = (which: 'Before' | 'After'): string =>
  blocks(docs('migrate.md'), 'Commands')[0]!
    .split('\n')
    .filter((line) => line.endsWith(`// ${which}`))
    .join('\n');

/** Comes or not by when the browser measures, or is the file of the SDK itself. */
const OTHERWISE = /^(largest|first)_contentful_paint|^cumulative|^interaction_to|^time_to|^performance_resource/;

/** One visit of the page, and what has arrived of it in the guests' app monitor. */
async function visit(page: Page, commands: string): Promise<Normalized[]> {
  await useApp(page, commands);
  // Longer than the dispatch interval: Playwright, which stands in for AWS's hosts, may hold what a page sends as it ends.
  await page.waitForTimeout(6000);
  await page.goto('about:blank');
  const { appMonitorId: monitor } = console.config.guest;
  let last = -1;
  const events = await until(
    'no event comes any more',
    () => page.waitForTimeout(2000).then(() => console.events({ monitor })),
    ({ length }) => {
      const isSame = length === last;
      last = length;
      return isSame && length > 0;
    },
  );
  return [
    ...normalize(events, `http://localhost:${site.port}`).filter(({ label }) => !OTHERWISE.test(label)),
    ...batchFields(events, 'localhost'),
    identities(events),
  ];
}

interface Way {
  before: () => Promise<Served>;
  after: () => Promise<Served>;
  commands: { before: string; after: string };
  /** What the page says of the data. */
  changes: object[];
}

const tags = (): string => {
  const [block] = blocks(docs('without-a-bundler.md'), 'A script');
  const [ofAuth0, ofSdk] = block!.match(/<script\s+src=[\s\S]*?<\/script>/g)!;
  const [, client] = /(const client = [\s\S]*?\}\);)/.exec(block!)!;
  return `${ofAuth0}${ofSdk}<script>${client}</script>`;
};
const snippet = (index: number): string => blocks(docs('migrate.md'), 'From the snippet')[index]!;
const npm = (index: number): string => blocks(docs('migrate.md'), 'From npm')[index]!;

const ways: Record<string, Way> = {
  'From the snippet': {
    before: () => Promise.resolve({ head: filledIn(snippet(0)), files: {} }),
    after: () => Promise.resolve({ head: filledIn(`${tags()}${snippet(1)}`), files: {} }),
    commands: {
      before: `${lines('Before')}${SNIPPET_COMMANDS}`,
      after: `${lines('After')}${SNIPPET_COMMANDS}`,
    },
    changes: [{ event: 'batch', field: 'sessionMetadata.aws:client', plain: 'arw-script', dual: 'arw-module' }],
  },
  'From npm': {
    before: async () => ({
      head: '<script src="/app.js"></script>',
      files: {
        '/app.js': await bundled(
          filledIn(npm(0)).replace('identityPoolId', `endpoint: '${console.endpoint}', identityPoolId`),
        ),
      },
    }),
    after: async () => ({
      head: '<script src="/app.js"></script>',
      files: { '/app.js': await bundled(filledIn(npm(1))) },
    }),
    commands: { before: lines('After'), after: lines('After') },
    changes: [],
  },
};

describe.each(Object.entries(ways))('%s', (_way, { before, after, commands, changes }) => {
  it('records the same for guests as before, as a new user, and signed-in users in the second app monitor', async () => {
    const issuers = [{ issuer: tenant.issuer, clientIds: [CLIENT] }];
    const context = await browser.newContext();
    try {
      console = await startConsole({ identityPools: [{ issuers }] });
      served = await before();
      const plain = await visit(await open(context), commands.before);
      const oldUser = console.events()[0]!.userId;
      await console.close();

      console = await startConsole({ identityPools: [{ issuers }] });
      served = await after();
      const dual = await visit(await open(context), commands.after);
      const found = compare(plain, dual).map(({ event, field, plain, dual }) => ({
        event: event.replace(/^batch.*/, 'batch'),
        field,
        plain: String(plain).match(/arw-\w+/)?.[0] ?? plain,
        dual: String(dual).match(/arw-\w+/)?.[0] ?? dual,
      }));
      expect([...new Map(found.map((each) => [JSON.stringify(each), each])).values()]).toEqual(changes);
      expect(console.events()[0]!.userId).not.toBe(oldUser);
      expect(
        (await context.cookies())
          .map(({ name }) => name.slice(0, 6))
          .filter((name) => name.startsWith('cwr_'))
          .sort(),
      ).toEqual(['cwr_s', 'cwr_s_', 'cwr_u', 'cwr_u_']);

      const page = await open(context);
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'void client.loginWithPopup().then(() => rum.recordEvent("as_a_user", {}));';
        document.head.append(script);
      });
      await until(
        'an event of the signed-in user',
        () => console.events({ monitor: console.config.authenticated.appMonitorId }),
        (all) => all.some(({ type, role }) => type === 'as_a_user' && role === 'DualRum-Authenticated'),
      );
      expect(console.events({ monitor: console.config.guest.appMonitorId }).map(({ type }) => type)).not.toContain(
        'as_a_user',
      );
      expect(console.refused()).toEqual([]);
    } finally {
      await closeContext(context);
      await console.close();
    }
  });
});
