import type { Fault } from '@dual-rum/console';

/** Whose events meet the fault; `switch`: what a user did right before a sign-out, and a guest right after it. */
export const WHO = ['guest', 'signed-in', 'switch'] as const;
export type Who = (typeof WHO)[number];

/** What is wrong with the credentials that the app's provider gives. */
export type BadKeys = 'rejecting' | 'slow' | 'expired' | 'wrong role';

export interface Trouble {
  /** What the data plane does; it ends when `seconds` are over, or after `times` requests. */
  faults?: Fault[];
  keys?: BadKeys;
  /** The browser has no network. */
  offline?: boolean;
  /** How long it lasts, where it does not end by itself. */
  seconds?: number;
}

/** What goes wrong, by name. */
export const TROUBLES: Record<string, Trouble> = {
  '403 once': { faults: [{ kind: 'status', status: 403, times: 1 }] },
  '403 always': { faults: [{ kind: 'status', status: 403 }], seconds: 3 },
  '404': { faults: [{ kind: 'status', status: 404 }], seconds: 2 },
  '429 with Retry-After': { faults: [{ kind: 'status', status: 429, retryAfter: 2, times: 2 }] },
  '500, four times': { faults: [{ kind: 'status', status: 500, times: 4 }] },
  'dropped before it is stored': { faults: [{ kind: 'drop-before', times: 2 }] },
  'dropped after it is stored': { faults: [{ kind: 'drop-after', times: 1 }] },
  '5 s latency': { faults: [{ kind: 'latency', ms: 5000 }], seconds: 6 },
  'service unreachable': { faults: [{ kind: 'offline' }], seconds: 3 },
  'offline for 30 s': { offline: true, seconds: 30 },
  'credentials reject': { keys: 'rejecting', seconds: 2 },
  'credentials are slow': { keys: 'slow', seconds: 3 },
  'credentials have expired': { keys: 'expired', seconds: 2 },
  'credentials of the wrong role': { keys: 'wrong role', seconds: 2 },
};

/** One journey through one trouble. */
export interface Cell {
  trouble: string;
  who: Who;
  /** The page ends in the middle of it, and the browser comes back later. */
  closes: boolean;
}

/** All of them; those that take longest first. */
export const cells: Cell[] = Object.keys(TROUBLES)
  .sort((one, other) => (TROUBLES[other]!.seconds ?? 0) - (TROUBLES[one]!.seconds ?? 0))
  .flatMap((trouble) => WHO.flatMap((who) => [false, true].map((closes) => ({ trouble, who, closes }))));

export const nameOf = ({ trouble, who, closes }: Cell): string =>
  `${trouble}, ${who}${closes ? ', and the page is closed' : ''}`;

/** The cells of `npm test`, each of another kind. */
export const smoke = [
  '403 once, switch',
  '429 with Retry-After, guest',
  'dropped after it is stored, guest, and the page is closed',
  'service unreachable, signed-in, and the page is closed',
  'credentials reject, switch',
  'credentials of the wrong role, signed-in',
].map((name) => {
  const cell = cells.find((each) => nameOf(each) === name);
  if (!cell) throw new Error(`there is no cell "${name}"`);
  return cell;
});

/** All others, which `npm run test:full` goes through. */
export const others = cells.filter((cell) => !smoke.includes(cell));
