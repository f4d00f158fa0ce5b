import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queries } from '../catalog/queries.ts';
import { record } from '../record.testing.ts';
import type { EventDatabase } from './EventDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import { put } from './verdict.testing.ts';

const frames =
  'TypeError: x is undefined\n    at buy (https://shop.example/app.js:10:5)\n    at click (https://shop.example/app.js:1:1)';
const view = (session: string, page: string, second: number, interaction: number, more = {}) =>
  record({
    session,
    page,
    at: `2026-11-26T10:00:${String(second).padStart(2, '0')}Z`,
    details: { interaction },
    ...more,
  });
const signedIn = { monitor: 'ShopAuthenticated', user: 'user-2', release: '1.1.0' };

const data = [
  record({ type: 'session_start', session: 'g1' }),
  view('g1', '/', 0, 0),
  view('g1', '/cart', 10, 1),
  // Two page views in one second: the client's own count orders them.
  view('g1', '/sign-in', 20, 3),
  view('g1', '/pay', 20, 2),
  view('g2', '/', 30, 0),
  view('s1', '/orders', 40, 0, signedIn),
  record({
    type: 'http',
    session: 'g1',
    page: '/cart',
    details: { request: { method: 'POST', url: 'https://api.example/carts/17/lines?x=1' }, response: { status: 503 } },
  }),
  record({
    type: 'http',
    session: 's1',
    details: { request: { method: 'GET', url: 'https://api.example/carts/18/lines' }, response: { status: 200 } },
    ...signedIn,
  }),
  record({
    type: 'http',
    session: 's1',
    details: {
      request: { method: 'GET', url: 'https://api.example/x' },
      error: { type: 'TypeError', message: 'Failed to fetch' },
    },
    ...signedIn,
  }),
  record({
    type: 'performance_resource',
    details: { targetUrl: 'https://api.example/carts/19/lines', initiatorType: 'fetch', duration: 120.5 },
  }),
  record({
    type: 'performance_resource',
    details: { targetUrl: 'https://api.example/logo.png', initiatorType: 'img', duration: 9 },
  }),
  record({
    type: 'js_error',
    session: 'g1',
    page: '/cart',
    details: { type: 'TypeError', message: 'x is undefined', stack: frames },
  }),
  record({ type: 'js_error', session: 'g2', details: { type: 'TypeError', message: 'x is undefined', stack: frames } }),
  record({
    type: 'js_error',
    session: 's1',
    details: { message: 'other', filename: 'a.js', lineno: 1, colno: 2 },
    ...signedIn,
  }),
  ...[100, 200, 300, 400, 500].map((value) =>
    record({ type: 'largest_contentful_paint', session: 'g1', page: '/cart', details: { value } }),
  ),
  record({ type: 'cumulative_layout_shift', session: 's1', page: '/orders', details: { value: 0.02 }, ...signedIn }),
];

let database: EventDatabase;
const ask = async (name: string, request: Parameters<EventDatabase['run']>[1] = {}) =>
  (await database.run(name, request)).rows;

beforeAll(async () => {
  database = await openDatabase();
  await database.add(data);
  await database.addRefused([
    {
      at: Date.parse('2026-11-26T10:00:01Z'),
      monitor: 'ShopAuthenticated',
      status: 403,
      type: 'AccessDeniedException',
      message: "no; it's a guest",
      role: 'Guest',
      accessKeyId: null,
      transport: 'fetch',
    },
  ]);
});
afterAll(() => database.close());

describe('every query', () => {
  it.each(queries)('$name answers with the columns it states', async ({ name, columns, parameters }) => {
    const given = Object.fromEntries(
      parameters
        .filter(({ kind, ...rest }) => kind === 'text' && rest.default === undefined)
        .map((each) => [each.name, 'g1']),
    );
    const rows = await ask(name, { parameters: given });
    if (name.startsWith('identity')) expect(rows).toEqual([]);
    else expect(Object.keys(rows[0]!)).toEqual(columns.map((column) => column.name));
  });
});

describe('journeys', () => {
  it('are the pages of each session in order, with where they end', async () => {
    const rows = await ask('journeys', { monitors: ['ShopUnauthenticated'] });
    expect(rows.map(({ step, page, next_page, sessions }) => [step, page, next_page, sessions])).toEqual([
      [1, '/', '/cart', 1],
      [1, '/', null, 1],
      [2, '/cart', '/pay', 1],
      [3, '/pay', '/sign-in', 1],
      [4, '/sign-in', null, 1],
    ]);
  });

  it('drop off after each step', async () => {
    const rows = await ask('drop-off', { monitors: ['ShopUnauthenticated'] });
    expect(rows.map(({ step, sessions, ended_here }) => [step, sessions, ended_here])).toEqual([
      [1, 2, 1],
      [2, 1, 0],
      [3, 1, 0],
      [4, 1, 1],
    ]);
  });
});

it('groups errors by message and the top frame, whichever way the frame is known', async () => {
  const rows = await ask('errors');
  expect(rows.map(({ message, frame, errors, sessions }) => [message, frame, errors, sessions])).toEqual([
    ['x is undefined', 'at buy (https://shop.example/app.js:10:5)', 2, 2],
    ['other', 'a.js:1:2', 1, 1],
  ]);
});

it('counts failures and latency by URL pattern', async () => {
  const rows = await ask('http');
  expect(
    rows.map(({ url_pattern, requests, failures, no_answer, timed, ms_p95 }) => [
      url_pattern,
      requests,
      failures,
      no_answer,
      timed,
      ms_p95,
    ]),
  ).toEqual([
    ['https://api.example/carts/:id/lines', 2, 1, 0, 1, 120.5],
    ['https://api.example/x', 1, 1, 1, 0, null],
  ]);
});

it('takes the percentile that was measured', async () => {
  const [guests] = await ask('audiences', { monitors: ['ShopUnauthenticated'] });
  expect(guests).toMatchObject({ audience: 'guest', lcp_p75: 400, cls_p75: null });
});

it('sums up a session', async () => {
  const rows = await ask('sessions', { session: 'g1' });
  expect(rows).toEqual([
    expect.objectContaining({
      session_id: 'g1',
      audience: 'guest',
      started_at: '2026-11-26T10:00:00.000Z',
      seconds: 20,
      page_views: 4,
      landing_page: '/',
      last_page: '/sign-in',
      errors: 1,
      failed_requests: 1,
      session_starts: 1,
    }),
  ]);
});

it('lists the latest sessions, each of them whole', async () => {
  const rows = await ask('sessions', { parameters: { limit: 2 } });
  const all = await ask('sessions');
  expect(all.length).toBeGreaterThan(2);
  expect(rows).toEqual(all.slice(0, 2));
});

it('lists refused writes', async () => {
  expect(await ask('refused-writes')).toEqual([
    expect.objectContaining({ monitor: 'ShopAuthenticated', role: 'Guest', message: "no; it's a guest", writes: 1 }),
  ]);
  expect(await ask('refused-writes', { from: '2026-11-27' })).toEqual([]);
});

describe('a request', () => {
  it('filters by time, page, release and app monitor', async () => {
    const count = async (request: Parameters<EventDatabase['run']>[1]) => (await ask('events', request)).length;
    expect(await count({})).toBe(data.length);
    expect(await count({ from: '2026-11-26T10:00:20Z', to: '2026-11-26T10:00:40Z' })).toBe(3);
    expect(await count({ page: '/sign-in' })).toBe(1);
    expect(await count({ release: '1.1.0' })).toBe(5);
    expect(await count({ monitors: ['ShopAuthenticated'] })).toBe(5);
    expect(await count({ monitors: [] })).toBe(0);
  });

  it('may say whose app monitor is whose', async () => {
    const rows = await ask('audiences', { audiences: { guest: ['ShopAuthenticated'], signedIn: [] } });
    expect(rows.map(({ audience, page_views }) => [audience, page_views])).toEqual([
      ['guest', 1],
      ['other', 5],
    ]);
  });

  it('holds texts that look like SQL as texts', async () => {
    const rows = await ask('events', {
      page: `'); DROP TABLE recent_events; --`,
      parameters: { text: "p75(' OR 1=1 {limit}" },
    });
    expect(rows).toEqual([]);
    expect((await ask('events')).length).toBe(data.length);
  });

  it.each([
    ['nothing', {}, 'There is no query "nothing"; there are overview, '],
    ['events', { parameters: { limit: 0 } }, '"limit" of the query events is 0; it must be a whole number from 1'],
    [
      'overview',
      { parameters: { bucket: 'year' } },
      '"bucket" of the query overview is "year"; it must be one of second, minute',
    ],
    ['audiences', { parameters: { limit: 5 } }, 'The query audiences has no parameter "limit"; it has none.'],
    ['session-timeline', {}, 'The query session-timeline needs "session": Session id.'],
    ['events', { from: 'yesterday' }, '"from" is yesterday; it must be a time such as 2026-11-26T10:00:00Z.'],
  ])('for %s that is wrong says what is wrong', async (name, request, message) => {
    await expect(database.run(name, request)).rejects.toThrow(message);
  });
});

it('forgets records of CloudTrail by age, then the oldest by their number and that of their events', async () => {
  const own = await openDatabase();
  const at = (minute: number): string => `2026-11-26T10:0${minute}:00Z`;
  await own.addTrail([0, 1, 2, 3].map((minute) => put({ id: String(minute), at: at(minute), events: ['a', 'b'] })));
  const kept = async () =>
    (await own.sql('SELECT event_id FROM trail ORDER BY event_id')).map((row) => row['event_id']);
  await own.forgetTrail(Date.parse(at(1)), 100);
  expect(await kept()).toEqual(['1', '2', '3']);
  await own.forgetTrail(0, 9);
  expect(await kept()).toEqual(['1', '2', '3']);
  await own.forgetTrail(0, 8);
  expect(await kept()).toEqual(['2', '3']);
  own.close();
});

it('counts an event once that came twice', async () => {
  const own = await openDatabase();
  const id = crypto.randomUUID();
  await own.add([record({ id }), record({ id, dualRum: { copy: 2 } })]);
  expect((await own.run('page-views')).rows).toEqual([expect.objectContaining({ views: 1 })]);
  await own.clear();
  expect((await own.run('page-views')).rows).toEqual([]);
  own.close();
});
