import type { DualRumOptions } from '@dual-rum/browser';

export const WAYS = ['link', 'cross-site link', 'reload', 'closed tab'] as const;
export const COUNTS = [1, 50, 400] as const;

/** How a page ends. */
export interface Plan {
  name: string;
  /** Unsent events that it has. */
  count: number;
  way: (typeof WAYS)[number];
  service: 'well' | 'fails';
}

/** What all pages find in `window.given`. */
export interface Given {
  options: Omit<DualRumOptions, 'config'>;
  otherSite: string;
}
