import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../../scripts/demo/prepare.ts';
import { startDemo, type Demo } from '../../../scripts/demo/start-demo.ts';
import { walk } from '../../../scripts/demo/walk.ts';
import { launchBrowser } from '../../support/browser.ts';
import { writeBatch, type Keys } from '../../support/console/writeBatch.ts';
import { createTabs, findPageProblems, LOOKS } from './createTabs.ts';
import { findAxeProblems } from './findAxeProblems.ts';

/* The verdicts on the real demo journey of Ada, and on what is forged: Ada's session id in the hands of somebody else, and a
   script with credentials of no identity. */

let browser: Browser;
let demo: Demo;
let adas: string;
let replayed: string;
let scripted: string;
const { open, closeAll } = createTabs(
  () => browser,
  () => demo.console.url,
);

beforeAll(async () => {
  prepare(() => undefined);
  browser = await launchBrowser();
  demo = await startDemo({ auth: 'auth0' });
  await walk(demo, browser, () => undefined);
  await demo.identityEvents!.list();
  adas = demo.console.journeys().monitors.find(({ state }) => state === 'authenticated')!.sessions[0]!.sessionId;
  replayed = randomUUID();
  scripted = randomUUID();
  const monitor = demo.console.config.authenticated.appMonitorId;
  const by = (): Keys => demo.console.issueCredentials({ monitor });
  const write = (sessionId: string, keys: Keys) =>
    writeBatch(demo.console.url, monitor, keys, undefined, { UserDetails: { userId: randomUUID(), sessionId } });
  const [one, other] = [by(), by()];
  expect(await write(replayed, one)).toBe(200);
  expect(await write(replayed, other)).toBe(200);
  expect(await write(scripted, by())).toBe(200);
});
afterEach(closeAll);
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => document.querySelector('main h1') !== null && !document.body.innerText.includes('Loading …'),
  );
const rowOf = (page: Page, session: string) =>
  page
    .getByRole('region', { name: 'Sessions' })
    .getByRole('row')
    .filter({ hasText: session.slice(0, 8) });

describe('Verdicts', () => {
  it('tells the forged sessions from the honest one, and over time', async () => {
    const { page, complaints } = await open('/verdicts?numbers=1');
    await rowOf(page, adas).waitFor();
    expect(await rowOf(page, adas).innerText()).toMatch(/Verified\s+auth0\|Ada/);
    expect(await rowOf(page, replayed).innerText()).toMatch(/Shared\s+several writers/);
    expect(await rowOf(page, scripted).innerText()).toMatch(/Unexplained\s+no identity/);
    for (const title of ['Verified', 'Shared', 'Unexplained']) {
      await page.getByRole('img', { name: new RegExp(`^${title} over time`) }).waitFor();
      const cells = page.getByRole('group', { name: `${title} as a table` }).getByRole('cell');
      const sum = (await cells.allInnerTexts()).reduce((total, text) => total + Number(text), 0);
      expect([title, sum]).toEqual([title, 1]);
    }
    expect(await findAxeProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('filters by verdict, in the address, by keyboard', async () => {
    const { page } = await open('/verdicts');
    await rowOf(page, scripted).waitFor();
    await page.getByRole('combobox', { name: /^Verdict/ }).focus();
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowDown');
    await page.getByText('1 session', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('verdict')).toBe('unexplained');
    await rowOf(page, scripted).waitFor();
    expect(await rowOf(page, adas).count()).toBe(0);
    await page.getByRole('combobox', { name: /^Verdict/ }).selectOption('after-the-end');
    await page.getByText('None like this.').waitFor();
    await page.goto(`${demo.console.url}/verdicts?verdict=shared`);
    await rowOf(page, replayed).waitFor();
    await rowOf(page, replayed).getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Evidence of ${replayed.slice(0, 8)}` }).waitFor();
  });

  it('says what each verdict means', async () => {
    const { page } = await open('/verdicts');
    const words = page.getByRole('region', { name: 'What they mean' });
    await words.getByText('possible-without-trail').waitFor();
    await words.getByText('CloudTrail is best effort: this says nothing against the session.').waitFor();
  });
});

describe('The evidence of a session', () => {
  it('of an honest one has the sign-in, the credentials, each write and the events that it brought', async () => {
    const { page } = await open(`/verdicts/${adas}`);
    await page.getByText('One user wrote all of it').waitFor();
    const rows = page.getByRole('region', { name: 'Evidence' }).locator('ol > li');
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    for (const says of [/Identity provider sign-in of auth0\|Ada/, /Trail GetCredentialsForIdentity by us-east-1:/])
      expect(texts.some((text) => says.test(text))).toBe(true);
    const writes = texts.filter((text) => /Trail \d+ events? written by auth0\|Ada/.test(text));
    const events = demo.console.events({ sessionId: adas, copies: 'first' });
    expect(writes).toHaveLength(new Set(events.map(({ batchId }) => batchId)).size);
    const counted = writes.reduce((sum, text) => sum + Number(/(\d+) events?/.exec(text)![1]), 0);
    expect(counted).toBe(events.length);

    const write = rows.filter({ hasText: / events? written by / }).first();
    await write.locator('summary').focus();
    await page.keyboard.press('Enter');
    const record = JSON.parse(await write.getByLabel('Record as JSON').innerText()) as {
      what: string;
      batch_id: string;
      events: number;
    };
    expect(record.what).toBe('PutRumEvents');
    const ids = await write.getByRole('rowheader').allInnerTexts();
    expect(ids.sort()).toEqual(
      events
        .filter(({ batchId }) => batchId === record.batch_id)
        .map(({ id }) => id)
        .sort(),
    );
    await page.getByLabel('Who says it').selectOption('identity');
    await expect.poll(async () => (await rows.allInnerTexts()).every((text) => text.includes('Identity'))).toBe(true);
  });

  it('of a forged one says why, and has both writers', async () => {
    const { page } = await open(`/verdicts/${replayed}`);
    await page.getByText('Several users or identities wrote to this session').waitFor();
    const rows = page.getByRole('region', { name: 'Evidence' }).locator('ol > li');
    await rows.filter({ hasText: 'written by' }).nth(1).waitFor();
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    const records = await page.getByLabel('Record as JSON').allInnerTexts();
    const keys = records.flatMap((text) => (JSON.parse(text) as { access_key_id?: string }).access_key_id ?? []);
    expect(new Set(keys).size).toBe(2);
    expect(await findAxeProblems(page)).toEqual([]);
  });

  it('of a guest’s session says that there is none', async () => {
    const guest = demo.console.journeys().monitors.find(({ state }) => state === 'guest')!.sessions[0]!.sessionId;
    const { page } = await open(`/verdicts/${guest}`);
    await page.getByText('Only sessions of signed-in users are judged').waitFor();
  });
});

it('Sessions show their verdicts and lead to the evidence', async () => {
  const { page } = await open('/sessions?monitor=authenticated');
  const row = page.getByRole('row').filter({ hasText: replayed.slice(0, 8) });
  await row.getByRole('link', { name: 'Shared' }).waitFor();
  await page.goto(`${demo.console.url}/sessions/${adas}`);
  await page.getByRole('link', { name: 'Verified' }).click();
  await page.getByRole('heading', { level: 1, name: `Evidence of ${adas.slice(0, 8)}` }).waitFor();
});

it('what is newly forged shows by itself', async () => {
  const { page } = await open('/verdicts');
  await rowOf(page, adas).waitFor();
  const monitor = demo.console.config.authenticated.appMonitorId;
  const sessionId = randomUUID();
  const changes = { UserDetails: { userId: randomUUID(), sessionId } };
  await writeBatch(demo.console.url, monitor, demo.console.issueCredentials({ monitor }), undefined, changes);
  await rowOf(page, sessionId).getByText('Unexplained').waitFor({ timeout: 15_000 });
});

describe('without the trail', () => {
  let folder: string;
  let rum: RunningConsole;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dual-rum-verdicts-'));
    const data = join(folder, 'data');
    const first = await startConsole({ data });
    const monitor = first.config.authenticated.appMonitorId;
    await writeBatch(first.url, monitor, first.issueCredentials({ monitor }));
    await first.close();
    rmSync(join(data, 'trail'), { recursive: true });
    rum = await startConsole({ data, identityEvents: demo.identityEvents!.folder });
  });
  afterAll(async () => {
    await rum?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the verdicts are weaker by name, and the page says why', async () => {
    const { page } = await open(`${rum.url}/verdicts`);
    await page.getByText('The trail is off:').waitFor();
    const row = page.getByRole('region', { name: 'Sessions' }).getByRole('row').nth(1);
    expect(await row.innerText()).toContain('Possible, without the trail');
    await row.getByRole('link').click();
    await page.getByText('0 of 1').waitFor();
    await page.getByText('The trail is off:').waitFor();
    expect(await findAxeProblems(page)).toEqual([]);
  });
});

it.each(LOOKS)('is accessible and no wider than the window: %s, %d px', async (colorScheme, width) => {
  const { page, complaints } = await open('/verdicts', { colorScheme, viewport: { width, height: 900 } });
  for (const path of ['/verdicts', `/verdicts/${replayed}`, `/verdicts/${adas}`, '/sessions']) {
    await page.goto(`${demo.console.url}${path}`);
    await page
      .getByText(/Shared|Verified/)
      .filter({ visible: true })
      .first()
      .waitFor();
    await ready(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    expect([path, ...(await findPageProblems(page))]).toEqual([path]);
  }
  expect(complaints).toEqual([]);
});
