import type { PageAttributes } from '@aws-rum/web-core';

/** A page as `recordPageView` takes it: a page id, or a page id with tags and attributes. */
export type PageView = string | PageAttributes;

/** Custom attributes of an event, a page or a session. */
export type Attributes = Record<string, string | number | boolean>;

/** When and where something happened. It is taken at that moment and travels with what has to wait. */
export interface Moment {
  /** Milliseconds since the epoch. */
  at: number;
  /** Address of the page, for `pagesToInclude` and `pagesToExclude`. */
  url: string;
}

/** Something to be recorded as an event. */
export interface Observation {
  type: string;
  data: object;
  metadata?: Attributes | undefined;
  /** Only the latest of its type counts; it is recorded when the page or the recording ends. */
  candidate?: boolean;
  /** Set where it had to wait; otherwise it happens now. */
  moment?: Moment;
  /** What aws-rum-web says of the page it happened on, where that is not the present one any more. */
  page?: object | undefined;
}
