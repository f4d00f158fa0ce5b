import type { Counts } from '../charts/Counts.ts';

/** A row of the query `identity-over-time`. */
export interface IdentityStep {
  time: string;
  sign_ins: number;
  sign_ups: number;
  sign_outs: number;
  failures: number;
  people: number;
}

const KINDS = [
  ['Sign-ins', 'sign_ins'],
  ['Sign-ups', 'sign_ups'],
  ['Log-outs', 'sign_outs'],
  ['Failures', 'failures'],
] as const;

/** The kinds of events, each as what is counted. */
export const countIdentity = (rows: readonly IdentityStep[]): Counts[] =>
  KINDS.map(([title, key]) => ({ title, steps: rows.map((row) => ({ time: row.time, value: row[key] })) }));
