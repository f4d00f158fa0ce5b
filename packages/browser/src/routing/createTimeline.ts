import type { RequestObserver } from '../instrumentation/createRequestObserver.ts';
import type { AppMonitor } from '../monitor/createAppMonitor.ts';
import type { Recording } from '../monitor/Recording.ts';

/** Whom a period belongs to: one app monitor and what it records then; not known yet; nobody, for want of consent. */
export type PeriodOwner =
  { is: 'monitor'; monitor: AppMonitor; recording: Recording } | { is: 'pending' } | { is: 'nobody' };

/** A span of the page's life that belongs to one owner. */
export interface Period {
  /** When it begins, in milliseconds since the time origin. */
  from: number;
  /** A pending period gets its owner once that is known. */
  owner: PeriodOwner;
  /** Observes the requests that start in it. */
  requests?: RequestObserver;
}

/** Periods older than these count as the oldest of them: a bound for pages that live long. */
const MAX_PERIODS = 50;

/** The periods of the page, so that what is reported late is filed by when it happened. */
export function createTimeline(first: Period) {
  const periods = [first];
  return {
    get now(): Period {
      return periods[periods.length - 1]!;
    },
    /** The period that `time` (milliseconds since the time origin) falls into; what came before the first belongs to it. */
    at(time: number): Period {
      let index = periods.length - 1;
      while (index > 0 && periods[index]!.from > time) index--;
      return periods[index]!;
    },
    /** The periods that belong to one recording: while it is asked who is signed in, there may be several. */
    ofRecording: (recording: Recording): Period[] =>
      periods.filter(({ owner }) => owner.is === 'monitor' && owner.recording === recording),
    begin(period: Period): void {
      periods.push(period);
      if (periods.length > MAX_PERIODS) periods.shift();
    },
  };
}
