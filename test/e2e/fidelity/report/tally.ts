import type { StoredEvent } from '@dual-rum/console';
import { once } from '../judge/once.ts';
import type { SubjectName } from '../drive/bundle.ts';
import type { Evidence, Violation } from '../judge/evidence.ts';

/** How a subject did, over all its runs. */
export interface Tally {
  subject: SubjectName;
  runs: number;
  labels: number;
  lost: number;
  misfiled: number;
  doubled: number;
  /** Copies of events that were stored before, with the same id: a batch whose answer was lost is sent again. */
  again: number;
  /** Violations of any other rule. */
  other: number;
}

interface Judged {
  subject: SubjectName;
  evidence: Evidence;
  events: StoredEvent[];
  violations: Violation[];
}

const LOST: Violation['rule'][] = ['lost', 'page lost'];
const MISFILED: Violation['rule'][] = ['misfiled', 'page misfiled'];
const DOUBLED: Violation['rule'][] = ['doubled', 'repeated'];

/** Counts labels, pages among them, and what went wrong with them. */
export function tally(subject: SubjectName, results: Judged[]): Tally {
  const own = results.filter((result) => result.subject === subject);
  const violations = own.flatMap((result) => result.violations);
  const count = (rules: Violation['rule'][]): number => violations.filter(({ rule }) => rules.includes(rule)).length;
  const labels = ({ evidence: { story } }: Judged): number =>
    story.happenings.length + new Set(story.views.map(({ monitor, page }) => `${monitor} ${page}`)).size;
  const [lost, misfiled, doubled] = [LOST, MISFILED, DOUBLED].map(count) as [number, number, number];
  return {
    subject,
    runs: own.length,
    labels: own.reduce((sum, result) => sum + labels(result), 0),
    lost,
    misfiled,
    doubled,
    again: own.reduce((sum, { events }) => sum + events.length - once(events).length, 0),
    other: violations.length - lost - misfiled - doubled,
  };
}
