import { expect, it } from 'vitest';
import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import type { TimelineRow } from './sessions.ts';
import { eventLines, sessionTimeline } from './sessionTimeline.ts';

const row = (second: number, type: string, details: object = {}): TimelineRow =>
  ({
    happened_at: `2026-11-26T10:00:${String(second).padStart(2, '0')}Z`,
    type,
    details: JSON.stringify(details),
  }) as TimelineRow;
const at = (second: number): number => Date.UTC(2026, 10, 26, 10, 0, second);
const session = (sessionId: string, state: MonitorState, from: number, to: number) => ({
  sessionId,
  state,
  startedAt: at(from),
  lastAt: at(to),
  browser: 'Chrome',
});
const texts = (lines: ReturnType<typeof sessionTimeline>): string[] =>
  lines.map((line) => (line.kind === 'event' ? `${line.row.type} ${line.says}` : `${line.text} → ${line.to}`));

it('a guest session pauses after what happened in the second of the sign-in, and goes on with the view that follows', () => {
  const events = eventLines([
    row(1, 'page_view', { pageId: '/' }),
    row(5, 'http', { request: { method: 'POST', url: '/token' }, response: { status: 200 } }),
    row(20, 'page_view', { pageId: '/bye' }),
  ]);
  expect(texts(sessionTimeline('guest', events, [session('u', 'authenticated', 5, 19)]))).toEqual([
    'page_view /',
    'http POST /token 200',
    'Signed in: this session pauses, the signed-in session begins → u',
    'Signed out: this session goes on → u',
    'page_view /bye',
  ]);
});

it('a guest session that nobody comes back to has no way back', () => {
  const events = eventLines([row(1, 'page_view', { pageId: '/' })]);
  expect(texts(sessionTimeline('guest', events, [session('u', 'authenticated', 5, 19)]))).toEqual([
    'page_view /',
    'Signed in: this session pauses, the signed-in session begins → u',
  ]);
});

it('a signed-in session begins where the guest pauses, and keeps that place when its first event is filtered out', () => {
  const events = eventLines([row(5, 'session_start'), row(5, 'page_view', { pageId: '/pay' }), row(8, 'js_error')]);
  const others = [session('g', 'guest', 1, 4), session('u2', 'authenticated', 9, 12)];
  const lines = sessionTimeline('authenticated', events, others, (line) => line.row.type !== 'session_start');
  expect(texts(lines)).toEqual(['Signed in: the guest session pauses → g', 'page_view /pay', 'js_error ']);
  expect(lines[0]!.at).toBe(at(5));
  expect(lines[2]).toMatchObject({ trouble: true });
});
