import { expect, it } from 'vitest';
import { watchConsole, type RunningConsole } from './watchConsole.ts';

const guest = { appMonitorId: '11111111-1111-4111-8111-111111111111' };
const authenticated = { appMonitorId: '22222222-2222-4222-8222-222222222222' };

function makeConsole() {
  const stored: ReturnType<RunningConsole['events']>[number][] = [];
  const refused: ReturnType<RunningConsole['refused']>[number][] = [];
  const config = { region: 'us-east-1', endpoint: 'http://a', identityPoolEndpoint: 'http://a', guest, authenticated };
  const add = (id: string, type: string, monitorId: string, details: object = {}, metadata: object = {}) =>
    void stored.push({ id, type, monitorId, details, metadata, timestamp: 1, sessionId: 's', role: 'Guest' });
  return { config, add, refused: () => refused, events: () => stored, refuse: refused };
}

it('gives each event once, with its app monitor, its short type and its page', () => {
  const console = makeConsole();
  const { events } = watchConsole(console);
  console.add('a', 'com.amazon.rum.page_view_event', guest.appMonitorId, { pageId: '/cart' }, { pageId: '/' });
  console.add('b', 'added_to_cart', authenticated.appMonitorId, { productId: 'p' }, { pageId: '/product/:id' });
  console.add('a', 'com.amazon.rum.page_view_event', guest.appMonitorId, { pageId: '/cart' });
  console.add('c', 'elsewhere', 'another app monitor');
  expect(events().map(({ monitor, type, pageId }) => [monitor, type, pageId])).toEqual([
    ['guest', 'page_view', '/cart'],
    ['authenticated', 'added_to_cart', '/product/:id'],
  ]);
  expect(events({ monitor: 'guest' })).toHaveLength(1);
  expect(events({ monitor: 'guest', type: 'added_to_cart' })).toEqual([]);
});

it('waits for an event that is to come', async () => {
  const console = makeConsole();
  const waiting = watchConsole(console).waitFor({ type: 'added_to_cart' });
  setTimeout(() => console.add('b', 'added_to_cart', guest.appMonitorId), 40);
  expect(await waiting).toMatchObject({ monitor: 'guest', type: 'added_to_cart' });
});

it('says what has arrived, and what was refused, when it never comes', async () => {
  const console = makeConsole();
  const { waitFor } = watchConsole(console, { timeout: 30 });
  await expect(waitFor({ type: 'x' })).rejects.toThrow('does the app run with the options of this console?');
  console.add('a', 'com.amazon.rum.page_view_event', guest.appMonitorId, { pageId: '/cart' });
  console.refuse.push({ status: 403, monitor: 'Shop', message: 'not allowed' });
  await expect(waitFor({ type: 'x' })).rejects.toThrow(
    'No event {"type":"x"} has arrived in 30 ms.\nArrived: guest page_view /cart.\nRefused: 403 Shop: not allowed',
  );
});
