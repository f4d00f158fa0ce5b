import { startConsole } from '@dual-rum/console';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../../scripts/demo/prepare.ts';
import { startDemo, type Demo } from '../../../scripts/demo/start-demo.ts';
import { visitWithTrouble } from '../../../scripts/demo/visit-with-trouble.ts';
import { walk } from '../../../scripts/demo/walk.ts';
import { launchBrowser } from '../../support/browser.ts';
import { writeBatch } from '../../support/console/writeBatch.ts';
import { createTabs, findPageProblems, LOOKS } from './createTabs.ts';
import { findAxeProblems } from './findAxeProblems.ts';

/* The page on the data of the real demo journey, with users of a local Auth0 tenant; then a guest who meets an error. */

let browser: Browser;
let demo: Demo;
let url: string;
let guestSession: string;
let userSession: string;
const { open, closeAll } = createTabs(
  () => browser,
  () => url,
);

beforeAll(async () => {
  prepare(() => undefined);
  browser = await launchBrowser();
  demo = await startDemo({ auth: 'auth0' });
  ({ url } = demo.console);
  await walk(demo, browser, () => undefined);
  await visitWithTrouble(demo, browser);
  const [guests, users] = (['guest', 'authenticated'] as const).map(
    (state) => demo.console.journeys().monitors.find((monitor) => monitor.state === state)!.sessions,
  );
  guestSession = guests![0]!.sessionId;
  userSession = users![0]!.sessionId;
});
afterEach(async () => {
  demo.console.clearFaults();
  await closeAll();
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

const VIEWS = (): [name: string, path: string, ready: string | RegExp][] => [
  ['Overview', '/', 'An error thrown on purpose'],
  ['User journeys', '/journeys', 'pauses: signed in'],
  ['Sessions', '/sessions', 'Verified'],
  ['Session', `/sessions/${guestSession}`, 'Signed in: this session pauses'],
  ['Live', '/live', 'An error thrown on purpose'],
  ['Identity', '/identity', 'sign-out'],
  ['Verdicts', '/verdicts', 'auth0|Ada'],
  ['Evidence', `/verdicts/${userSession}`, 'sign-in of auth0|Ada'],
  ['Isolation', '/isolation', 'nobody: unsigned'],
  ['Faults', '/faults', 'Nothing fails.'],
];
/** Resolves when the text is there and nothing is on its way any more. The stream of events never ends, so there is no idle network. */
async function ready(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('Loading …'));
}
/** The cells of a row, by how its name begins. */
const cellsOf = (page: Page, row: RegExp) =>
  page.getByRole('row', { name: row }).first().getByRole('cell').allInnerTexts();

describe('every view', () => {
  it.each(LOOKS)('is complete and accessible: %s, %d px wide', async (colorScheme, width) => {
    const { page, complaints } = await open('/', { colorScheme, viewport: { width, height: 900 } });
    for (const [name, path, text] of VIEWS()) {
      await page.goto(`${url}${path}`);
      await ready(page, text);
      expect([name, ...(await findPageProblems(page))]).toEqual([name]);
    }
    expect(complaints).toEqual([]);
  });

  it('says what is failing, and that the console does not answer', async () => {
    const { page } = await open('/');
    const undo = demo.console.addFault({ kind: 'status', status: 503 });
    for (const [, path] of VIEWS()) {
      await page.goto(`${url}${path}`);
      await page.getByText('PutRumEvents answers 503').first().waitFor();
    }
    undo();
    await page.getByText('Nothing fails.').waitFor();
    await page.route('**/_query/**', (route) => route.abort());
    await page.goto(`${url}/sessions`);
    await page.getByRole('alert').getByText('The console does not answer').waitFor();
    await page.unroute('**/_query/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await ready(page, guestSession.slice(0, 8));
  });

  it('says what to do where there is nothing yet', async () => {
    const empty = await startConsole();
    try {
      const { page } = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
      for (const path of ['/', '/journeys', '/sessions', '/live', '/verdicts', '/isolation']) {
        await page.goto(`${empty.url}${path}`);
        await page.getByText('Paste this into your app').waitFor();
      }
      await page.getByRole('button', { name: /^Copy/ }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain(empty.config.authenticated.appMonitorId);
      expect(copied).toContain(`endpoint: '${empty.url}'`);
      for (const path of ['/identity', '/verdicts']) {
        await page.goto(`${empty.url}${path}`);
        await page.getByText('--identity-events').waitFor();
      }
      expect(await findAxeProblems(page)).toEqual([]);
      await page.goto(`${empty.url}/verdicts/nothing`);
      await page.getByText('Nothing to judge').waitFor();
      await page.goto(`${empty.url}/sessions/nothing`);
      await page.getByText('No events of this session').waitFor();
      expect(await findAxeProblems(page)).toEqual([]);
    } finally {
      await empty.close();
    }
  });
});

describe('Overview', () => {
  it('has guests and signed-in users side by side, as the console counted them', async () => {
    const { page } = await open('/');
    await ready(page, 'An error thrown on purpose');
    const counts = (['guest', 'authenticated'] as const).map((state) => {
      const { sessions } = demo.console.journeys().monitors.find((monitor) => monitor.state === state)!;
      return { sessions: sessions.length, views: sessions.flatMap(({ pages }) => pages).length };
    });
    await expect.poll(() => cellsOf(page, /^Sessions/)).toEqual(counts.map(({ sessions }) => String(sessions)));
    expect(await cellsOf(page, /^Page views/)).toEqual(counts.map(({ views }) => String(views)));
    expect(await cellsOf(page, /^Errors/)).toEqual(['1', '0']);
    expect(await cellsOf(page, /^Refused writes/)).toEqual(['0', '1']);
    await page.getByRole('img', { name: /^LCP, p75 over time/ }).waitFor();
  });

  it('has a brush that limits all below it, with mouse and keyboard, and is part of the address', async () => {
    const { page } = await open('/');
    await ready(page, 'An error thrown on purpose');
    await page.getByRole('row', { name: /^Page views/ }).waitFor();
    const before = await cellsOf(page, /^Page views/);
    const from = page.getByRole('slider', { name: 'From' });
    await from.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toMatch(/^\d{13}$/);
    const box = (await page.locator('.brush .u-over').first().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, box.y + 20, { steps: 5 });
    await page.mouse.up();
    // The last part of the time has the guest who met an error, and nobody who is signed in.
    await expect.poll(() => cellsOf(page, /^Page views/)).not.toEqual(before);
    await expect.poll(async () => (await cellsOf(page, /^Page views/))[1]).toBe('0');
    const shared = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(async () => (await cellsOf(shared.page, /^Page views/))[1]).toBe('0');
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => cellsOf(page, /^Page views/)).toEqual(before);
  });

  it('has its numbers as tables', async () => {
    const { page } = await open('/?numbers=1');
    await ready(page, 'An error thrown on purpose');
    const table = page.getByRole('group', { name: 'Page views as a table' });
    const texts = await table.getByRole('cell').allInnerTexts();
    const sum = texts.reduce((total, text) => total + Number(text), 0);
    expect(sum).toBe(demo.console.events({ type: 'page_view', copies: 'first' }).length);
  });
});

describe('User journeys', () => {
  it('draws the pages of each app monitor as steps', async () => {
    const { page } = await open('/journeys');
    const users = page.getByRole('group', { name: /^Journeys in DualRum_Authenticated/ });
    await users.waitFor();
    const names = await users
      .getByRole('button')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label')));
    const { pages } = demo.console.journeys().monitors.find(({ state }) => state === 'authenticated')!.sessions[0]!;
    expect(names).toEqual(
      pages.map(
        ({ pageId }, index) => `${pageId} 1${index === pages.length - 1 ? ', 1 ended' : ''}, step ${index + 1}`,
      ),
    );
  });

  it('puts a page into focus, by click and by keyboard', async () => {
    const { page } = await open('/journeys');
    const guests = page.getByRole('group', { name: /^Journeys in DualRum_Unauthenticated/ });
    await guests.getByRole('button', { name: /^\/auth 1, step 2/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('page')).toBe('/auth');
    await guests.getByRole('button', { name: /^\/auth 1, step 2/, pressed: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('page')).toBeNull();
  });

  it('shows both app monitors of a visit, the pause at the sign-in and the return after the sign-out', async () => {
    const { page } = await open('/journeys');
    const visit = page.getByRole('group', { name: /^Visit from/ }).filter({ hasText: 'pauses: signed in' });
    await visit.waitFor();
    const [guest, user] = await visit
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .allInnerTexts();
    expect(guest).toMatch(/^Guest[\s\S]*\/auth[\s\S]*pauses: signed in[\s\S]*back\s*\//);
    expect(user).toMatch(/^Signed-in[\s\S]*\/product\/:id[\s\S]*\/cart[\s\S]*\/checkout[\s\S]*\/order\/:id/);
  });
});

describe('Sessions', () => {
  it('lists, filters and opens them, by keyboard', async () => {
    const { page } = await open('/sessions');
    await ready(page, guestSession.slice(0, 8));
    await page.getByLabel('App monitor').selectOption('authenticated');
    await page.getByText('1 session', { exact: true }).waitFor();
    await page.getByRole('link', { name: userSession.slice(0, 8) }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Session ${userSession.slice(0, 8)}` }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('has a timeline of everything, with batches, their role and the switch', async () => {
    const { page } = await open(`/sessions/${userSession}`);
    const lines = page.locator('.timeline li');
    await lines.first().waitFor();
    const texts = await lines.allInnerTexts();
    const views = texts.filter((text) => text.includes('page_view'));
    const { pages } = demo.console.journeys().monitors.find(({ state }) => state === 'authenticated')!.sessions[0]!;
    expect(views).toHaveLength(pages.length);
    pages.forEach(({ pageId }, index) => expect(views[index]).toContain(pageId));
    for (const text of views) expect(text).toMatch(/batch \d+, AuthenticatedRole/);
    expect(texts.some((text) => text.includes('POST /api/orders 201'))).toBe(true);
    await page.getByText('Signed in: the guest session pauses').waitFor();
    const guest = await open(`/sessions/${guestSession}`);
    const switches = guest.page.locator('.timeline .switch');
    await switches.first().waitFor();
    expect((await switches.allInnerTexts()).map((text) => text.replace(/[\s\S]*(Signed \w+)[\s\S]*/, '$1'))).toEqual([
      'Signed in',
      'Signed out',
    ]);
    const line = lines.filter({ hasText: 'POST /api/orders 201' });
    await line.locator('summary').focus();
    await page.keyboard.press('Enter');
    const json = JSON.parse(await line.getByLabel('Event as JSON').innerText()) as {
      details: { response: { status: number } };
    };
    expect(json.details.response.status).toBe(201);
  });

  it('shows the stack of an error', async () => {
    const error = demo.console.events({ type: 'js_error' })[0]!;
    const { page } = await open(`/sessions/${error.sessionId!}?type=js_error`);
    await page.getByText('An error thrown on purpose').first().click();
    expect(await page.getByLabel('Stack').innerText()).toContain('An error thrown on purpose');
  });
});

it.each([1280, 1000, 400])('Live shows the JSON of an event at %d px without scrolling sideways', async (width) => {
  const { page } = await open('/live', { viewport: { width, height: 900 } });
  const button = page.getByRole('button', { name: /^JSON of/ }).first();
  await button.click();
  for (const shown of [page.getByRole('button', { name: 'Close' }), page.getByLabel('Event as JSON')]) {
    const box = await shown.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(width);
  }
  expect(await page.evaluate(() => scrollX + document.querySelector('.scroll')!.scrollLeft)).toBe(0);
});

it('Live shows what arrives, filtered, and can be paused', async () => {
  const { page } = await open('/live?monitor=guest&type=page_view');
  const rows = page.getByRole('group', { name: 'List of events' }).getByRole('row');
  await ready(page, '/auth');
  const before = await rows.count();
  const monitor = demo.console.config.guest.appMonitorId;
  const write = async () =>
    writeBatch(url, monitor, demo.console.issueCredentials({ monitor }), undefined, {
      UserDetails: { userId: guestSession, sessionId: guestSession },
    });
  await write();
  await expect.poll(() => rows.count()).toBe(before + 1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await write();
  await page.getByRole('button', { name: 'Paused, 1 new' }).waitFor();
  expect(await rows.count()).toBe(before + 1);
  await page.getByRole('button', { name: 'Paused, 1 new' }).click();
  await expect.poll(() => rows.count()).toBe(before + 2);
  await page.getByLabel('Text').fill('no such text');
  await page.getByText('None like this.').waitFor();
  expect(new URL(page.url()).searchParams.get('text')).toBe('no such text');
});

it('Identity has what the provider reported, beside the sessions of the same subject', async () => {
  const { page } = await open('/identity?subject=auth0%7CAda');
  const events = page.getByRole('region', { name: 'Events' });
  await events.getByText('sign-out').waitFor();
  const types = await events.getByRole('row').allInnerTexts();
  for (const type of ['sign-up', 'sign-in', 'sign-out'])
    expect(types.filter((row) => row.includes(type))).toHaveLength(1);
  await page
    .getByRole('region', { name: 'Sessions' })
    .getByRole('link', { name: userSession.slice(0, 8) })
    .waitFor();
});

it('Isolation says who wrote where, what was refused, why, and the fix', async () => {
  const { page } = await open('/isolation');
  const writers = page.getByRole('region', { name: 'Who wrote where' });
  await ready(page, 'GuestRole');
  const rows = await writers.getByRole('row').allInnerTexts();
  expect(rows.some((row) => /Guest\s+DualRum_Unauthenticated\s+GuestRole/.test(row))).toBe(true);
  expect(rows.some((row) => /Signed-in\s+DualRum_Authenticated\s+AuthenticatedRole/.test(row))).toBe(true);
  expect(rows).toHaveLength(3);
  await ready(page, 'A policy denies this write');
  await ready(page, 'Otherwise take the Deny out of the policy.');
});

it('Faults are set and switched off by keyboard alone, and what is wrong with one is said', async () => {
  const { page } = await open('/faults');
  await page.getByRole('radio', { name: /^Answer with an error/ }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: /^Wait/ }).isChecked()).toBe(true);
  const milliseconds = page.getByLabel('Milliseconds');
  await milliseconds.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('700000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('"ms" is 700000').waitFor();
  await milliseconds.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('25');
  await page.keyboard.press('Enter');
  const off = page.getByRole('button', { name: 'Switch off: PutRumEvents waits 25 ms' });
  await off.waitFor();
  expect(demo.console.status().faults).toBe(1);
  await off.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing fails.').waitFor();
  expect(demo.console.status().faults).toBe(0);
});

it('every control of every view is reached with Tab, in order, and shows that it has the focus', async () => {
  const { page } = await open('/');
  for (const [name, path, text] of VIEWS()) {
    await page.goto(`${url}${path}`);
    await ready(page, text);
    const wanted = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]');
      const shown = [...all].filter((one) => one.checkVisibility() && !(one as HTMLButtonElement).disabled);
      // Of radio buttons one is reached; the arrows do the rest.
      const reached = shown.filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked));
      reached.forEach((one, index) => (one.dataset['order'] = String(index)));
      return reached.length;
    });
    const order: (number | string)[] = [];
    for (let press = 0; press < wanted; press += 1) {
      await page.keyboard.press('Tab');
      const [at, visible] = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement;
        const marks = [one, ...one.querySelectorAll('.hit')].map((each) => getComputedStyle(each));
        return [
          one.dataset['order'] === undefined ? one.outerHTML.slice(0, 200) : Number(one.dataset['order']),
          marks.some(({ outlineStyle, stroke }) => outlineStyle !== 'none' || stroke !== 'none'),
        ] as const;
      });
      order.push(at);
      expect([name, at, visible]).toEqual([name, at, true]);
    }
    expect([name, order]).toEqual([name, Array.from({ length: wanted }, (_, index) => index)]);
  }
});
