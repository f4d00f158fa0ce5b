import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { writeBatch, type Keys } from '../../support/console/writeBatch.ts';
import { createTabs } from './createTabs.ts';
import { hostileEvents } from './hostileEvents.ts';

/* What the console holds is for its own page alone, and nothing that it holds runs there. */

let browser: Browser;
let rum: RunningConsole;
const { open, closeAll } = createTabs(
  () => browser,
  () => rum.url,
);

beforeAll(async () => {
  [rum, browser] = await Promise.all([startConsole(), launchBrowser()]);
  const monitor = rum.config.guest.appMonitorId;
  expect(await writeBatch(rum.url, monitor, rum.issueCredentials({ monitor }))).toBe(200);
  expect(await writeBatch(rum.url, rum.config.authenticated.appMonitorId)).toBe(403);
});
afterEach(closeAll);
afterAll(async () => {
  await browser?.close();
  await rum?.close();
});

describe('what the console holds stays its own', () => {
  /** A site of somebody else, in the same browser. */
  async function foreignSite(): Promise<{ origin: string; close: () => Promise<void> }> {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>other</title>'),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () => new Promise((done) => server.close(() => done())),
    };
  }
  const held = () => JSON.stringify([rum.events().length, rum.refused().length, rum.status().faults]);

  it('another site in the same browser can neither read nor change it', async () => {
    const site = await foreignSite();
    const before = held();
    const { page } = await open('/');
    await page.goto(site.origin);
    const got = await page.evaluate(async (console) => {
      const tried: Record<string, string> = {};
      const fetching = async (name: string, path: string, init: RequestInit): Promise<void> => {
        tried[name] = await fetch(`${console}${path}`, init).then(
          async (response) => (response.type === 'opaque' ? 'opaque' : `${response.status} ${await response.text()}`),
          () => 'failed',
        );
      };
      await fetching('events', '/_events', {});
      await fetching('query', '/_query/sessions', {});
      await fetching('page', '/', {});
      await fetching('reset', '/_reset', { method: 'POST' });
      await fetching('reset blindly', '/_reset', { method: 'POST', mode: 'no-cors' });
      await fetching('fault', '/_faults', { method: 'POST', mode: 'no-cors', body: '{"kind":"offline"}' });
      await fetching('clear', '/_faults', { method: 'DELETE' });
      const loads = (element: HTMLScriptElement | HTMLImageElement | HTMLIFrameElement, src: string): Promise<string> =>
        new Promise((done) => {
          element.onload = () => done('loaded');
          element.onerror = () => done('failed');
          element.src = src;
          document.body.append(element);
        });
      tried['script'] = await loads(document.createElement('script'), `${console}/_events`);
      tried['image'] = await loads(document.createElement('img'), `${console}/assets/icon.svg`);
      tried['stream'] = await new Promise<string>((done) => {
        const source = new EventSource(`${console}/_live`);
        source.onopen = () => done('open');
        source.onerror = () => done('failed');
      });
      const frame = document.createElement('iframe');
      await loads(frame, console);
      tried['frame'] = await new Promise<string>((done) => {
        try {
          done(
            frame.contentDocument === null ? 'failed' : frame.contentDocument.body.innerText === '' ? 'empty' : 'read',
          );
        } catch {
          done('failed');
        }
      });
      return tried;
    }, rum.url);
    expect(got).toEqual({
      ...{ events: 'failed', query: 'failed', page: 'failed', reset: 'failed', clear: 'failed' },
      ...{ 'reset blindly': 'failed', fault: 'failed', script: 'failed', image: 'failed', stream: 'failed' },
      frame: expect.stringMatching(/failed|empty/) as string,
    });
    // A form goes where a script may not.
    await page.setContent(`<form method="post" action="${rum.url}/_reset"><button>Go</button></form>`);
    await page.getByRole('button').click();
    await page.waitForURL(`${rum.url}/_reset`);
    expect(await page.locator('body').innerText()).toContain('AccessDeniedException');
    expect(held()).toBe(before);
    await site.close();
  });

  it('a site whose name leads to this machine gets nothing', async () => {
    const rebound = await launchBrowser({ args: ['--host-resolver-rules=MAP shop.evil.test 127.0.0.1'] });
    try {
      const before = held();
      const { port } = new URL(rum.url);
      const page = await rebound.newPage();
      for (const path of ['/', '/_events', '/_query/sessions', '/_live', '/assets/icon.svg']) {
        const answer = await page.goto(`http://shop.evil.test:${port}${path}`);
        expect([path, answer!.status()]).toEqual([path, 403]);
      }
      const status = await page.evaluate(async () => (await fetch('/_reset', { method: 'POST' })).status);
      expect(status).toBe(403);
      expect(held()).toBe(before);
    } finally {
      await rebound.close();
    }
  });

  it('the app under test still reaches RUM, Cognito and the issuer', async () => {
    const site = await foreignSite();
    const { page } = await open('/');
    await page.goto(site.origin);
    const pool = rum.config.guest.identityPoolId!;
    const statuses = await page.evaluate(
      async ([console, id, monitor]) => {
        const target = {
          'x-amz-target': 'AWSCognitoIdentityService.GetId',
          'content-type': 'application/x-amz-json-1.1',
        };
        const body = JSON.stringify({ IdentityPoolId: id });
        const identity = await fetch(console, { method: 'POST', headers: target, body });
        const rum = await fetch(`${console}/appmonitors/${monitor}`, { method: 'POST', body: '{}' });
        const issuer = await fetch(`${console}/issuer/.well-known/jwks.json`);
        return [identity.status, rum.status, issuer.status];
      },
      [rum.url, pool, rum.config.guest.appMonitorId] as const,
    );
    expect(statuses).toEqual([200, 403, 200]);
    await site.close();
  });
});

/** Credentials of a user, through the identity pool. */
async function signIn(subject: string): Promise<Keys> {
  const ask = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    };
    const response = await fetch(rum.url, { method: 'POST', headers, body: JSON.stringify(input) });
    return (await response.json()) as Record<string, unknown>;
  };
  const logins = { Logins: { [rum.issuer.replace('http://', '')]: await rum.mintToken({ subject }) } };
  const pool = { IdentityPoolId: rum.config.authenticated.identityPoolId, ...logins };
  const { IdentityId } = await ask('GetId', pool);
  const { Credentials } = await ask('GetCredentialsForIdentity', { IdentityId, ...logins });
  const { AccessKeyId, SecretKey, SessionToken } = Credentials as Record<string, string>;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretKey!, sessionToken: SessionToken! };
}

it('HTML in an event or in the name of a user never runs, on any view', async () => {
  const { guest, authenticated } = rum.config;
  const name = '<img src=x onerror="window.ran=1">';
  const batches = [hostileEvents(), hostileEvents()] as const;
  const guests = rum.issueCredentials({ monitor: guest.appMonitorId });
  expect(await writeBatch(rum.url, guest.appMonitorId, guests, undefined, batches[0])).toBe(200);
  expect(await writeBatch(rum.url, authenticated.appMonitorId, await signIn(name), undefined, batches[1])).toBe(200);
  const [ofGuest, ofUser] = batches.map(({ UserDetails: { sessionId } }) => sessionId);
  const { page, complaints } = await open('/');
  for (const [path, text] of [
    ['/?numbers=1', 'onerror'],
    ['/journeys?numbers=1', 'onerror'],
    ['/sessions', 'Guest'],
    [`/sessions/${ofGuest}`, 'onerror'],
    [`/sessions/${ofUser}`, 'onerror'],
    ['/live', 'onerror'],
    ['/identity', 'onerror'],
    ['/verdicts?numbers=1', 'onerror'],
    [`/verdicts/${ofUser}`, 'onerror'],
    ['/isolation', 'Guest'],
  ] as const) {
    await page.goto(`${rum.url}${path}`);
    await page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();
    await page.waitForFunction(() => !document.body.innerText.includes('Loading …'));
    // All at one time: a row that arrives meanwhile would move them.
    await page
      .getByRole('button', { name: /^JSON of/ })
      .evaluateAll((buttons) => buttons.forEach((one) => (one as HTMLElement).click()));
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await page.waitForTimeout(300);
    const found = await page.evaluate(() => [
      'ran' in window,
      document.querySelectorAll(
        'main img, main script, main iframe, main style, main [onload], main [onerror], a[href^="javascript"]',
      ).length,
      document.body.checkVisibility(),
    ]);
    expect([path, ...found]).toEqual([path, false, 0, true]);
  }
  expect(complaints).toEqual([]);
});
