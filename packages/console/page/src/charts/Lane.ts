import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import type { Pause } from '../data/pairVisits.ts';

/** A page in a lane. Milliseconds since 1970. */
export interface LanePage {
  page: string;
  at: number;
}

export interface Lane {
  sessionId: string;
  state: MonitorState;
  startedAt: number;
  lastAt: number;
  pages: LanePage[];
  pauses: Pause[];
}
