import type { RunningConsole, StoredEvent } from '@dual-rum/console';
import { toArrival } from './arrival.ts';
import type { Entry, Monitor } from '../page/diary.ts';
import type { Evidence } from './evidence.ts';
import { tell } from './story.ts';

/** The roles of the console's identity pool. */
const ROLES = { guest: 'DualRum-Guest', authenticated: 'DualRum-Authenticated' };

/** Puts together what the pages wrote down and what arrived. */
export function collect(diary: Entry[], intake: RunningConsole, events: StoredEvent[], noise: string[]): Evidence {
  const { guest, authenticated } = intake.config;
  const monitors: Record<string, Monitor> = {
    [guest.appMonitorId]: 'guest',
    [authenticated.appMonitorId]: 'authenticated',
  };
  return {
    story: tell(diary),
    arrivals: events.map((event) => toArrival(event, monitors[event.monitorId]!)),
    refused: intake.refused().map(({ status, monitor, message }) => `${status} ${monitor}: ${message}`),
    noise,
    roles: ROLES,
  };
}
