import { expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';

const suite = useSuite();

/** Chromium prerenders no page that a debugger is attached to, so that here the page says it is and then is shown. */
const prerender = (): void => {
  let prerendering = true;
  Object.defineProperty(document, 'prerendering', { get: () => prerendering });
  addEventListener('show page', () => {
    prerendering = false;
    document.dispatchEvent(new Event('prerenderingchange'));
  });
};
const show = (): void => void dispatchEvent(new Event('show page'));

const visit = (signedIn: boolean) =>
  suite.visit({
    before: prerender,
    start: () => {
      sdk.start();
      sdk.rum.recordEvent('early', {});
      sdk.rum.addSessionAttributes({ plan: 'gold' });
    },
    path: signedIn ? '/account' : '/',
  });

it('is no visit before the page is shown; then all of it is recorded, once', async () => {
  const tab = await visit(false);
  expect(await tab.run(() => sdk.rum.flush(500))).toBe(true);
  expect([tab.guest.types(), tab.authenticated.types()]).toEqual([[], []]);
  await tab.run(show);
  await tab.guest.arrived('page_view', 'early', 'performance_navigation');
  await tab.flush();
  const types = tab.guest.types();
  for (const type of ['session_start', 'page_view', 'early'])
    expect(types.filter((one) => one === type)).toEqual([type]);
});

it('belongs to whom the page turns out to be for while it is not shown', async () => {
  const tab = await visit(true);
  await tab.run(() => sdk.rum.setSignedIn(true));
  expect([tab.guest.types(), tab.authenticated.types()]).toEqual([[], []]);
  await tab.run(show);
  await tab.authenticated.arrived('page_view', 'early');
  await tab.flush();
  expect(tab.guest.types()).toEqual([]);
});

it('records nothing once consent is withdrawn before it is shown', async () => {
  const tab = await visit(false);
  await tab.run(() => sdk.rum.disable());
  await tab.run(show);
  await tab.flush();
  expect(tab.guest.types()).toEqual([]);
  await tab.run(() => {
    sdk.rum.enable();
    sdk.rum.recordEvent('late', {});
  });
  await tab.guest.arrived('late');
  expect(tab.guest.types()).not.toContain('early');
});
