import type { JourneySession, RunningConsole, StoredEvent } from '@dual-rum/console';
import { until } from './until.ts';

/** An accepted event, with `details` and `metadata` as the objects they are. */
export interface Arrived extends StoredEvent {
  details: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** What has arrived in one app monitor. Types are in short: `page_view`, `http`, and custom ones as they are. */
export interface MonitorView {
  id: string;
  name: string;
  events: (...types: string[]) => Arrived[];
  types: () => string[];
  /** The types of custom events, in order of arrival. */
  custom: () => string[];
  /** Page ids of the page views, in order of arrival. */
  pages: () => unknown[];
  sessions: () => JourneySession[];
  /** Waits for an event of each of the types, and returns the last of them. */
  arrived: (...types: string[]) => Promise<Arrived>;
}

const PREFIX = /^com\.amazon\.rum\.(.*?)(_event)?$/;

export function viewMonitor(console: RunningConsole, id: string, name: string): MonitorView {
  const short = (type: string): string => type.replace(PREFIX, '$1');
  const view: MonitorView = {
    id,
    name,
    events: (...types) =>
      (console.events({ monitor: id }) as Arrived[]).filter(
        ({ type }) => types.length === 0 || types.includes(short(type)),
      ),
    types: () => view.events().map(({ type }) => short(type)),
    custom: () =>
      view
        .events()
        .filter(({ type }) => !PREFIX.test(type))
        .map(({ type }) => type),
    pages: () => view.events('page_view').map(({ details }) => details.pageId),
    sessions: () => console.journeys().monitors.find((monitor) => monitor.id === id)!.sessions,
    async arrived(...types) {
      await until(`${types.join(', ')} in ${name}`, view.types, (all) => types.every((type) => all.includes(type)));
      return view.events(...types).at(-1)!;
    },
  };
  return view;
}
