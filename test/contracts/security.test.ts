import { gunzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import type { CDPSession, Page, Request } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { useShop } from './credentials/useShop.ts';

/*
 * What must never happen with the credentials and tokens that pass through the SDK. The pages take their id tokens from
 * the issuer each time and keep none: whatever is left of one is the SDK's.
 */

const shop = useShop(() => 'DualRum-Guest');
vi.setConfig({ testTimeout: 120_000 });
/** Keeps every id token and every secret of AWS credentials that reaches the page. */
async function collectSecrets(page: Page) {
  const secrets = { guest: new Set<string>(), user: new Set<string>() };
  const { origin } = new URL(shop.console.url);
  const isAnswer = (url: URL): boolean => url.origin === origin && !url.pathname.startsWith('/appmonitors/');
  // On its way: later, the browser does not always have the body of an answer any more.
  await page.route(isAnswer, async (route, request) => {
    const response = await route.fetch().catch(() => undefined);
    // What a fault cut off.
    if (!response) return route.abort();
    if (response.ok() && request.method() === 'POST') {
      const body = (await response.json()) as {
        id_token?: string;
        Credentials?: { SecretKey: string; SessionToken: string };
      };
      const isUser = body.id_token !== undefined || (request.postData() ?? '').includes('Logins');
      for (const secret of [body.id_token, body.Credentials?.SecretKey, body.Credentials?.SessionToken]) {
        if (secret) secrets[isUser ? 'user' : 'guest'].add(secret);
      }
    }
    return route.fulfill({ response });
  });
  return () => ({ guest: [...secrets.guest], user: [...secrets.user], all: [...secrets.guest, ...secrets.user] });
}

/** Everything a page can store: cookies, both storages, every database, every cache. */
async function stored(page: Page): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const databases: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open(name!);
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => fail(opening.error!);
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        databases.push(name, store, await new Promise((done) => (all.onsuccess = () => done(all.result))));
      }
      database.close();
    }
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      await caches.keys(),
    ]);
  });
  return inPage + JSON.stringify(await page.context().cookies());
}

/** Which of the texts are anywhere in the page's memory, after a garbage collection. */
async function inMemory(devtools: CDPSession, texts: string[]): Promise<string[]> {
  const parts: string[] = [];
  const keep = ({ chunk }: { chunk: string }): void => void parts.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const snapshot = parts.join('');
  // A snapshot cuts long texts off; the beginning of a token is its header, the same in all of them.
  return texts.filter((text) => snapshot.includes(text.slice(0, 600)));
}

it('guest credentials do not get into the signed-in monitor', async () => {
  const tab = await shop.open('function');
  await tab.record('g1');
  await tab.signIn();
  await tab.page.evaluate(() => shopper.rum.recordEvent('u1', {}));
  await tab.page.waitForFunction(() => shopper.problems.includes('forbidden'));
  expect(shop.arrived('authenticated')).toEqual([]);
  expect(shop.arrived('guest')).toEqual(['g1 by DualRum-Guest']);
  const refused = shop.console.refused();
  expect(refused.length).toBeGreaterThan(0);
  for (const write of refused) {
    expect(write).toMatchObject({ status: 403, role: 'DualRum-Guest', monitor: 'DualRum_Authenticated' });
  }
});

it('no token or secret is stored, and after the sign-out none is left in memory', async () => {
  const tab = await shop.open('pool');
  const secrets = await collectSecrets(tab.page);
  const devtools = await shop.context.newCDPSession(tab.page);
  await tab.record('g1');
  await tab.signIn();
  await tab.record('u1');
  const { user } = secrets();
  // An id token, a secret key and a session token.
  expect(user.length).toBeGreaterThanOrEqual(3);
  expect(secretsIn(await stored(tab.page), user)).toEqual([]);
  // The search finds what is there.
  expect((await inMemory(devtools, user)).length).toBeGreaterThan(0);

  await tab.signOut();
  await tab.record('g2');
  expect(secretsIn(await stored(tab.page), user)).toEqual([]);
  // Not at once: what is late may still need them.
  await expect.poll(() => inMemory(devtools, user), { timeout: 60_000, interval: 1000 }).toEqual([]);
});

it('no token or secret is in an event, a problem, a console line or an address', async () => {
  const tab = await shop.open('pool', ['errors', ['http', { recordAllRequests: true }]]);
  const secrets = await collectSecrets(tab.page);
  const said: string[] = [];
  const addresses: string[] = [];
  tab.page.on('console', (message) => said.push(message.text()));
  tab.page.on('request', (request) => addresses.push(request.url()));
  await tab.page.evaluate(() =>
    shopper.rum.onProblem((problem) => {
      const { cause } = problem as { cause?: Error };
      console.info('problem', JSON.stringify([problem, cause && [String(cause), cause.stack, Object.entries(cause)]]));
    }),
  );
  await tab.record('g1');
  // Refused at first, so that there are problems to tell of.
  shop.console.addFault({ kind: 'status', status: 400, target: 'identity', times: 3 });
  shop.console.addFault({ kind: 'status', status: 403, target: 'rum', monitor: 'DualRum_Authenticated', times: 2 });
  await tab.signIn();
  await tab.page.evaluate(() => {
    shopper.rum.recordEvent('u1', {});
    shopper.rum.recordError(new Error('of the app'));
  });
  await tab.page.waitForFunction(() => shopper.rum.health.authenticated.queued === 0);
  await tab.page.waitForFunction(() => shopper.problems.length > 0);
  await tab.signOut();
  await tab.record('g2');

  const { all } = secrets();
  // Those of the user; the guest's may be kept from the page before.
  expect(all.length).toBeGreaterThanOrEqual(3);
  expect(said.join()).toContain('problem');
  const events = JSON.stringify(shop.console.events());
  expect(events).toContain('/issuer/token');
  // A session token travels in the address of a beacon: presigned, as AWS does it, and for its own service only.
  const foreign = addresses.filter((address) => !new URL(address).pathname.startsWith('/appmonitors/'));
  expect(secretsIn([events, ...said, ...foreign].join('\n'), all)).toEqual([]);
});

it('nothing that goes to CloudWatch RUM says who the user is: no subject, no e-mail address, no identity id', async () => {
  const tab = await shop.open('Amplify', ['errors', 'performance', ['http', { recordAllRequests: true }]]);
  const toRum: Promise<string>[] = [];
  let elsewhere = '';
  tab.page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/appmonitors/')) toRum.push(wholeOf(request));
    else elsewhere += request.postData() ?? '';
  });
  await tab.record('g1');
  await tab.signIn();
  await tab.page.evaluate(() => shopper.rum.recordError(new Error('of the app')));
  await tab.record('u1');
  await tab.page.reload();
  await tab.page.waitForFunction(() => globalThis.shopper?.rum?.state === 'authenticated');
  await tab.record('u2');
  await tab.signOut();
  await tab.record('g2');

  const [token] = /ey[\w-]+\.[\w-]+\.[\w-]+/.exec(/"Logins":\{[^}]*/.exec(elsewhere)![0])!;
  const { sub, email } = decodeJwt(token) as { sub: string; email: string };
  expect(email).toMatch(/^user\d+@example\.com$/);
  // Region and UUID, as identities and identity pools are named.
  const identityId = /us-east-1(:|%3A)[0-9a-f]{8}-/;
  expect(elsewhere).toMatch(identityId);
  const wire = (await Promise.all(toRum)).join('\n');
  for (const type of ['g1', 'u1', 'u2', 'g2', 'js_error_event', 'http_event']) expect(wire).toContain(type);
  expect(secretsIn(wire, [sub, email])).toEqual([]);
  expect(wire).not.toMatch(identityId);
});

/** Address, headers and body as they were before compression. */
async function wholeOf(request: Request): Promise<string> {
  const headers = await request.allHeaders();
  const body = request.postDataBuffer();
  if (!body) throw new Error(`The browser does not say what ${request.url()} has sent.`);
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  return [request.url(), JSON.stringify(headers), text.toString()].join('\n');
}

const secretsIn = (text: string, secrets: string[]): string[] =>
  secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
