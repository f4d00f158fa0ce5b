import { expect, it } from 'vitest';
import { batchOf, storedEvent } from '../testing/stored.ts';
import { journeys } from './journeys.ts';

const monitors = [
  { id: 'a', name: 'A', state: 'guest' as const },
  { id: 'b', name: 'B', state: 'authenticated' as const },
];
const page = (id: string, timestamp: number, details: object) => ({
  ...batchOf({}),
  ...storedEvent(id, 'page_view', timestamp, details),
});

it('a session has its page views by time and then arrival, its counts and its roles', () => {
  const events = [
    page('1', 20, { pageId: '/b', interaction: 1 }),
    { ...page('2', 10, { pageId: '/a', interaction: 0 }), role: null },
    page('3', 20, { pageId: '/c' }),
    { ...batchOf({}), ...storedEvent('4', 'session_start', 10) },
    { ...batchOf({}), ...storedEvent('5', 'js_error', 30) },
    { ...batchOf({}), ...storedEvent('6', 'http', 15) },
  ];
  expect(journeys(monitors, events, []).monitors).toEqual([
    {
      ...monitors[0],
      sessions: [
        {
          sessionId: 'session',
          userId: 'user',
          startedAt: 10_000,
          lastEventAt: 30_000,
          sessionStarts: 1,
          events: 6,
          pages: [
            { pageId: '/a', at: 10_000, interaction: 0 },
            { pageId: '/b', at: 20_000, interaction: 1 },
            { pageId: '/c', at: 20_000 },
          ],
          roles: ['DualRum-Guest', 'unsigned'],
          errors: 1,
          http: 1,
        },
      ],
    },
    { ...monitors[1], sessions: [] },
  ]);
});

it('sessions are apart, the earliest first, and a page view without details is a page without a name', () => {
  const events = [
    { ...page('1', 20, {}), sessionId: 'late' },
    { ...page('2', 10, {}), sessionId: 'early', details: undefined },
  ];
  const [{ sessions } = { sessions: [] }] = journeys(monitors, events, []).monitors;
  expect(sessions.map(({ sessionId, pages }) => [sessionId, pages])).toEqual([
    ['early', [{ pageId: '', at: 10_000 }]],
    ['late', [{ pageId: '', at: 20_000 }]],
  ]);
});
