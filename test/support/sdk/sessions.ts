import { expect } from 'vitest';
import type { MonitorView } from './monitorView.ts';

/** The session in which an event has arrived. */
export const sessionOf = (monitor: MonitorView, event: string): string => monitor.events(event)[0]!.sessionId!;

/** There are this many sessions, and each began with one session_start. */
export function expectSessions(monitor: MonitorView, count: number): void {
  expect(monitor.sessions().map(({ sessionStarts }) => sessionStarts)).toEqual(Array(count).fill(1));
}
