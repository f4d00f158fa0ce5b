import type { Page } from 'playwright-core';

const settled = (page: Page, ms = 150): Promise<void> => page.waitForTimeout(ms);

/** The scripted visit: two page loads, with everything an app can do on them, one after the other. */
export async function perform(page: Page, url: string): Promise<void> {
  await load(page, `${url}/`);
  await errors(page);
  await requests(page);
  await customEvents(page);
  await routes(page);
  await domEvents(page);
  await load(page, `${url}/second?query=1#hash`);
  await page.evaluate(() => subject.recordEvent('on_second_load', { page: 2 }));
  await settled(page, 400);
  // Hides the page and ends it: what is left leaves now, the last web vitals with it.
  await page.goto('about:blank');
}

async function load(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => 'subject' in globalThis);
  await settled(page, 300);
  // One layout shift on each page, which no click has caused.
  await page.evaluate(() => {
    const banner = document.createElement('div');
    banner.style.height = '100px';
    document.body.prepend(banner);
  });
  await settled(page, 300);
}

async function errors(page: Page): Promise<void> {
  const later = (script: string) => page.evaluate(`setTimeout(() => { ${script} })`).then(() => settled(page, 50));
  await later(`throw new TypeError('thrown')`);
  await later(`throw 'a text'`);
  await later(`throw Object.assign(new Error('named'), { name: 'OwnError' })`);
  await later(`Promise.reject(new RangeError('rejected'))`);
  await later(`Promise.reject('rejected with a text')`);
  await later(`Promise.reject({ code: 7 })`);
  await later(`Promise.reject(undefined)`);
  await page.evaluate(() => {
    subject.recordError(new SyntaxError('recorded'));
    subject.recordError('recorded text');
    subject.recordError({ name: 'Like', message: 'an error' });
  });
}

async function requests(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ignore = (): undefined => undefined;
    await fetch('/api/status/200');
    await fetch(new Request('/api/status/201', { method: 'POST', body: '{}' }));
    await fetch(new URL('/api/status/404', location.href));
    await fetch('/api/status/500', { method: 'PUT' });
    await fetch('/api/excluded');
    await fetch(given.nowhere).catch(ignore);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    await fetch('/api/held', { signal: abort.signal }).catch(ignore);
    const request = (method: string, target: string, prepare: (xhr: XMLHttpRequest) => void = ignore) =>
      new Promise<void>((done) => {
        const xhr = new XMLHttpRequest();
        xhr.onloadend = () => done();
        xhr.open(method, target);
        prepare(xhr);
        xhr.send();
      });
    await request('GET', '/api/status/200?xhr');
    await request('DELETE', '/api/status/503?xhr');
    await request('GET', given.nowhere);
    await request('GET', '/api/held?aborted', (xhr) => setTimeout(() => xhr.abort(), 50));
    await request('GET', '/api/held?timeout', (xhr) => (xhr.timeout = 50));
  });
  await settled(page);
}

async function customEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    subject.recordEvent('plain_event', { count: 1, nested: { list: [1, 'two', null] } });
    subject.recordEvent('with_metadata', {}, { colour: 'red', size: 4, sale: true });
    subject.addSessionAttributes({ plan: 'gold', group: 'A' });
    subject.recordEvent('after_attributes', {});
  });
  await settled(page, 400);
}

async function routes(page: Page): Promise<void> {
  const step = (act: () => void) => page.evaluate(act).then(() => settled(page));
  await step(() => {
    document.title = 'The list';
    history.pushState({}, '', '/list');
    subject.recordEvent('on_list', {});
  });
  await step(() => history.replaceState({}, '', '/list/filtered?by=price'));
  await step(() => history.pushState({}, '', '/list/filtered#same-page'));
  await step(() => {
    history.pushState({}, '', '/secret');
    subject.recordEvent('on_excluded_page', {});
  });
  await step(() => history.back());
  await step(() =>
    subject.recordPageView({
      pageId: '/named',
      pageTags: ['checkout', 'eu'],
      pageAttributes: { title: 'Named', step: 2 },
    }),
  );
  await step(() => {
    subject.recordEvent('on_named_page', {});
    subject.recordPageView('/named/again');
  });
}

async function domEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    subject.registerDomEvents([{ event: 'click', elementId: 'registered' }]);
    subject.registerDomEvents([{ event: 'click', cssLocator: '.by-class' }]);
  });
  for (const selector of ['#configured', '#registered', '.by-class', 'h1']) {
    await page.click(selector);
    await settled(page, 50);
  }
  // The slow click of the first button is the longest interaction; it is reported before the page ends.
  await settled(page, 500);
}
