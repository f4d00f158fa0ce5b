/** From the outputs of a stack to both app monitors, by the lines that the README of the CDK package prints. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTemplate } from '@dual-rum/cdk/template';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { evaluateTemplate, readTemplate } from '@dual-rum/console/testing';
import * as esbuild from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runNode } from '../release/runNode.ts';
import { testFolder } from '../release/temporary.ts';
import { launchBrowser } from '../support/browser.ts';
import { closeContext } from '../support/closeContext.ts';
import { ensureBuilt } from '../support/ensureBuilt.ts';
import { startAuth0Tenant, type Auth0Tenant } from '../support/identity/auth0Tenant.ts';
import { listen, type Listening } from '../support/identity/listen.ts';
import { until } from '../support/sdk/until.ts';
import { servePage } from '../support/servePage.ts';

const root = resolve(import.meta.dirname, '../..');
const CLIENT = 'shop-web';
const template = createTemplate({
  name: 'Shop',
  domains: ['localhost'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: [CLIENT] } },
});

type App = typeof globalThis & {
  app: typeof import('../../examples/snippets/cdk-client.ts') & typeof import('../../examples/snippets/auth0.ts');
};

let rum: RunningConsole;
let tenant: Auth0Tenant;
let browser: Browser;
let site: Listening;
beforeAll(async () => {
  ['browser', 'cdk', 'console'].forEach(ensureBuilt);
  site = await listen();
  tenant = await startAuth0Tenant({ apps: [{ clientId: CLIENT, origins: [`http://localhost:${site.port}`] }] });
  rum = await startConsole({ template, issuers: [{ issuer: tenant.issuer, clientIds: [CLIENT] }] });
  browser = await launchBrowser();
});
afterAll(() => Promise.all([browser?.close(), site?.close(), tenant?.close(), rum?.close()]));

/** What `npx @dual-rum/cdk config` prints for the stack that the console stands in for. */
function printedConfig(): object {
  const ids: Record<string, string> = {
    GuestMonitor: rum.config.guest.appMonitorId,
    AuthenticatedMonitor: rum.config.authenticated.appMonitorId,
    IdentityPool: rum.config.guest.identityPoolId!.split(':')[1]!,
  };
  const { outputs } = evaluateTemplate(readTemplate(template), {
    region: 'us-east-1',
    account: '123456789012',
    parameters: {},
    uuid: (logicalId) => ids[logicalId]!,
  });
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  const file = join(testFolder(), 'stack.json');
  writeFileSync(file, JSON.stringify({ Stacks: [{ Outputs }] }));
  const { status, output, errors } = runNode([join(root, 'packages/cdk/dist/bin.js'), 'config', '--file', file], root);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  return JSON.parse(output) as object;
}

it('createDualRum({ ...deployed }) runs as printed: guests, and who signs in, each in their app monitor', async () => {
  const { endpoint, identityPoolEndpoint } = rum;
  const deployed = { ...printedConfig(), endpoint, identityPoolEndpoint };
  // In place of the app's own client, which has another domain.
  const auth0 = `import { Auth0Client } from '@auth0/auth0-spa-js';
    export const auth0 = new Auth0Client({
      domain: 'http://${tenant.domain}', clientId: '${CLIENT}', cacheLocation: 'localstorage',
      authorizationParams: { redirect_uri: location.origin },
    });`;
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `import { rum } from './cdk-client.ts'; import { auth0 } from './auth0.ts'; globalThis.app = { rum, auth0 };
        if (location.search.includes('code=')) void auth0.handleRedirectCallback();`,
      resolveDir: join(root, 'examples/snippets'),
    },
    plugins: [
      {
        name: 'deployed',
        setup({ onLoad }) {
          onLoad({ filter: /rum\.config\.json$/ }, () => ({ contents: JSON.stringify(deployed), loader: 'json' }));
          onLoad({ filter: /snippets.auth0\.ts$/ }, ({ path }) => ({ contents: auth0, resolveDir: join(path, '..') }));
        },
      },
    ],
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  servePage(site, outputFiles[0]!.contents);

  const context = await browser.newContext();
  const page = await context.newPage();
  const roles = (state: 'guest' | 'authenticated') =>
    until(
      `page views of ${state}`,
      async () => {
        await page.evaluate(() => (globalThis as App).app?.rum.flush()).catch(() => undefined);
        return rum.events({ monitor: rum.config[state].appMonitorId, type: 'page_view' }).map(({ role }) => role);
      },
      ({ length }) => length > 0,
    );
  try {
    tenant.signInAs('alice');
    await page.goto(`http://localhost:${site.port}/`);
    expect(await roles('guest')).toEqual([expect.stringContaining('Guest')]);
    await page.evaluate(() => {
      void (globalThis as App).app.auth0.loginWithRedirect();
    });
    expect(await roles('authenticated')).toEqual([expect.stringContaining('Authenticated')]);
    expect(rum.refused()).toEqual([]);
  } finally {
    await closeContext(context);
  }
});
