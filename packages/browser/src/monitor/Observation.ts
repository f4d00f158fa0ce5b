import type { PageAttributes } from '@aws-rum/web-core';

/** A page by its id, with tags, attributes and the address that tells it from others of the same id. */
export interface Page extends PageAttributes {
  /** Another path is another page view, though the page id is the same: `/product/1` and `/product/2` of `/product/:id`. */
  path?: string;
}

/** A page as `recordPageView` takes it. */
export type PageView = string | Page;

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

/** What a plugin is told, beside being loaded. One of the app's may lack what the types ask for. */
export type PluginMethod = 'enable' | 'disable' | 'flush';
