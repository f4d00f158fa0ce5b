import type { AuthUser } from '../api/types.ts';

/** How long to wait before asking again, in milliseconds. It doubles with each failure in a row, up to the last. */
const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;
/** How long a question may stay unanswered once a newer hint has come. */
const PATIENCE = 10_000;
/** Outcomes in a row that newer hints may outdate. The next one is taken all the same, or fast hints would starve us. */
const MAX_OUTDATED = 3;
/** A log-out by redirect leaves the page within this time of the user being gone from the client's cache. */
const BEFORE_LEAVING = 50;
/** A page that is still there after this time is not being left: the user stopped the navigation, or it was a download. */
const LEAVING = 10_000;

/** What is remembered in every phase. */
interface Memory {
  /** Number of the newest question, that is, call of `current()`. Only its answer counts. */
  question: number;
  /** The last answer that was reported; undefined before the first. */
  known?: AuthUser | null | undefined;
  /** Failures in a row. */
  failures: number;
  /** Outdated outcomes in a row. */
  outdated: number;
}

/** Where following an AuthSource stands. */
export type FollowState = Memory &
  (
    | { phase: 'asking' }
    /** A hint came during the question: its answer may be outdated. */
    | { phase: 'asking and hinted' }
    /** The user is gone. That is not reported before it is clear that the page stays. */
    | { phase: 'signed out' }
    /** The browser is leaving the page. Whatever the answer is, nothing more is to begin here. */
    | { phase: 'leaving' }
    /** Nothing to do until the next hint. */
    | { phase: 'answered' }
    | { phase: 'retrying'; delay: number }
    | { phase: 'stopped' }
  );

/** What can happen to it. */
export type FollowInput =
  | { type: 'hint'; kind: 'change' | 'refresh' }
  | { type: 'answer'; question: number; user: AuthUser | null }
  | { type: 'failure'; question: number }
  /** The time that `delayOf` gave has passed. */
  | { type: 'timeout' }
  /** The browser begins to leave the page. */
  | { type: 'leave' }
  /** The page is back from the back/forward cache. */
  | { type: 'return' }
  | { type: 'stop' };

/** The next state, and what is to be reported on the way there. A higher `question` means: ask now. */
export interface FollowStep {
  state: FollowState;
  report?: 'hint' | 'answer' | 'failure';
}

/** The state to begin with: the first question is being asked. */
export const firstFollowState: FollowState = { phase: 'asking', question: 1, failures: 0, outdated: 0 };

/** One step of following an AuthSource. It has no effects. @param random gives numbers from 0 to 1. */
export function nextFollowState(state: FollowState, input: FollowInput, random = Math.random): FollowStep {
  const { phase } = state;
  if (phase === 'stopped') return { state };
  const isAsking = phase === 'asking' || phase === 'asking and hinted';
  switch (input.type) {
    case 'stop':
      return { state: { ...state, phase: 'stopped' } };
    case 'hint':
      return { state: takeHint(state), ...(input.kind === 'change' && { report: 'hint' }) };
    case 'return':
      return { state: ask(state), report: 'hint' };
    case 'leave':
      return { state: isAsking || phase === 'signed out' ? { ...state, phase: 'leaving' } : state };
    case 'timeout':
      if (phase === 'signed out') return { state: { ...state, phase: 'answered' }, report: 'answer' };
      return { state: delayOf(state) === undefined ? state : ask(state) };
    default:
      if (!isAsking || input.question !== state.question) return { state };
      if (phase === 'asking and hinted' && state.outdated < MAX_OUTDATED) {
        return { state: ask({ ...state, outdated: state.outdated + 1 }) };
      }
      return input.type === 'answer' ? takeAnswer(state, input.user) : takeFailure(state, random);
  }
}

/** Milliseconds after which the state wants a `timeout`; undefined for never. */
export function delayOf(state: FollowState): number | undefined {
  switch (state.phase) {
    case 'retrying':
      return state.delay;
    case 'asking and hinted':
      return PATIENCE;
    case 'signed out':
      return BEFORE_LEAVING;
    case 'leaving':
      return LEAVING;
    default:
      return undefined;
  }
}

const ask = (state: FollowState): FollowState => ({ ...state, phase: 'asking', question: state.question + 1 });

function takeHint(state: FollowState): FollowState {
  switch (state.phase) {
    case 'asking':
      return { ...state, phase: 'asking and hinted' };
    case 'asking and hinted':
    case 'leaving':
      return state;
    default:
      return ask(state);
  }
}

function takeAnswer(state: FollowState, user: AuthUser | null): FollowStep {
  const taken = { ...state, known: user, failures: 0, outdated: 0 };
  if (state.known && !user) return { state: { ...taken, phase: 'signed out' }, report: 'hint' };
  return {
    state:
      state.phase === 'asking'
        ? { ...taken, phase: 'answered' }
        : // Where every answer comes with a hint, asking at once would never end.
          { ...taken, phase: 'retrying', delay: FIRST_RETRY },
    report: 'answer',
  };
}

function takeFailure(state: FollowState, random: () => number): FollowStep {
  // Clients that lost a service together must not come back together: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
  const delay = Math.min(FIRST_RETRY * 2 ** state.failures, LAST_RETRY) * (0.75 + random() / 4);
  return {
    state: { ...state, phase: 'retrying', failures: state.failures + 1, outdated: 0, delay },
    report: 'failure',
  };
}
