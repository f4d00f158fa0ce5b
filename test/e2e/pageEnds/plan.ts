import type { DualRumOptions } from '@dual-rum/browser';

/** How a page ends while its browser goes on. */
export const WAYS = ['link', 'cross-site link', 'reload', 'closed tab'] as const;
export const COUNTS = [1, 50, 400] as const;

/** Workers of a page whose process is to be killed; no other process of a browser has as many. */
export const WORKERS = 8;

/** How a page ends. */
export interface Plan {
  name: string;
  /** Unsent events that it has. */
  count: number;
  way: (typeof WAYS)[number] | 'closed last window' | 'killed browser' | 'killed process';
  service: 'well' | 'fails';
  /** The page creates its database as late as it can: as it ends. */
  opensLate?: boolean;
}

/** What all pages find in `window.given`. */
export interface Given {
  options: Omit<DualRumOptions, 'config'>;
  otherSite: string;
}
