import type { RequestObserver } from '../instrumentation/createRequestObserver.ts';
import type { Monitor } from '../monitor/createEventBuffer.ts';

/** A session, with what CloudWatch is told of it beside its events. */
export interface Session {
  id: string;
  metadata?: string | undefined;
}

/** A span of the page's life that belongs to one monitor and one session. */
export interface Era {
  /** When it began, in milliseconds since the time origin. */
  from: number;
  /** Unset while pending, and where nothing may be recorded. */
  monitor?: Monitor | undefined;
  /** No consent: what happened in it is not recorded. */
  off?: boolean;
  /** The session that was open when it ended. */
  session?: Session | undefined;
  /** The requests that started in it. */
  http?: RequestObserver;
}

/** Eras older than these count as the oldest of them: a bound for pages that live long. */
const KEPT = 50;

/** The eras of the page, so that what is reported late is filed by when it happened. */
export function createTimeline(first: Era) {
  const eras = [first];
  return {
    get now(): Era {
      return eras[eras.length - 1]!;
    },
    /** The era that `time` (milliseconds since the time origin) falls into; what came before the first belongs to it. */
    at(time: number): Era {
      let index = eras.length - 1;
      while (index > 0 && eras[index]!.from > time) index--;
      return eras[index]!;
    },
    begin(era: Era): void {
      eras.push(era);
      if (eras.length > KEPT) eras.shift();
    },
  };
}
