import type { Parameter } from './Query.ts';

export const bucket: Parameter = {
  name: 'bucket',
  meaning: 'Length of a step of time.',
  kind: 'choice',
  of: ['second', 'minute', 'hour', 'day', 'week', 'month'],
  default: 'hour',
};

export const limit = (rows: number): Parameter => ({
  name: 'limit',
  meaning: 'Most rows to answer with.',
  kind: 'whole',
  from: 1,
  to: 1_000_000,
  default: rows,
});

export const steps = (count: number): Parameter => ({
  name: 'steps',
  meaning: 'How many pages of a session are looked at.',
  kind: 'whole',
  from: 1,
  to: 100,
  default: count,
});

export const session: Parameter = { name: 'session', meaning: 'Session id.', kind: 'text' };

export const onlySession: Parameter = {
  name: 'session',
  meaning: 'Only this session.',
  kind: 'text',
  default: null,
};

export const onlyVerdict: Parameter = {
  name: 'verdict',
  meaning: 'Only sessions with this verdict: shared, unexplained, ….',
  kind: 'text',
  default: null,
};

export const signInPage: Parameter = {
  name: 'signInPage',
  meaning: 'Page of the sign-in form, as LIKE has it.',
  kind: 'text',
  default: '%sign-in%',
};

export const failures: Parameter = {
  name: 'failures',
  meaning: 'How many failures within five minutes are a burst.',
  kind: 'whole',
  from: 2,
  to: 100_000,
  default: 10,
};

export const type: Parameter = {
  name: 'type',
  meaning: 'Only events of this type: page_view, http, or a type of the app.',
  kind: 'text',
  default: null,
};

export const text: Parameter = {
  name: 'text',
  meaning: 'Only events whose details or metadata hold this text, in any case.',
  kind: 'text',
  default: null,
};
