import type { Kind, Monitor } from '../page/diary.ts';
import type { Story } from './story.ts';

/** An event that the intake accepted. */
export interface Arrival {
  monitor: Monitor;
  id: string;
  /** `page_view`, `http` and so on: without `com.amazon.rum.` and `_event`. */
  type: string;
  /** Milliseconds since 1970, of a whole second. */
  at: number;
  sessionId: string | undefined;
  userId: string | undefined;
  /** Name of the role that the batch was signed with. */
  role: string | null;
  /** Label of the page that the event says it happened on. */
  page: string | undefined;
  /** What it stands for, when it carries a label. */
  of?: { kind: Kind | 'page'; label: string };
}

/** All there is to judge a run by. */
export interface Evidence {
  story: Story;
  arrivals: Arrival[];
  /** Writes that the intake refused. */
  refused: string[];
  /** Page errors and console errors or warnings that are none of the journey's own. */
  noise: string[];
  /** Milliseconds by which times may be off besides their rounding; default 0. */
  slack?: number;
  /** Role that each monitor's batches must be signed with. */
  roles: Record<Monitor, string>;
}

export const RULES = [
  'lost',
  'misfiled',
  'doubled',
  'page lost',
  'page misfiled',
  'stray',
  'wrong page',
  'wrong time',
  'session start',
  'sign-in session',
  'wrong user',
  'guest session',
  'user',
  'linked',
  'event id',
  'repeated',
  'role',
  'refused',
  'noise',
  'problem',
  'not flushed',
] as const;

export type Rule = (typeof RULES)[number];

export interface Violation {
  /** `broke off`: the journey did not come to its end. */
  rule: Rule | 'broke off';
  message: string;
  label?: string;
}
