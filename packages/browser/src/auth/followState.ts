/** How long to wait before asking again, in milliseconds. It doubles with each failure in a row, up to the last. */
const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;
/** How long a question may stay unanswered once a newer hint has come. */
const PATIENCE = 10_000;
/** Answers in a row that newer hints may outdate. The next one is taken all the same, or fast hints would starve us. */
const MAX_OUTDATED = 3;

/** What is remembered in every phase. */
interface Memory {
  /** Number of the newest question, that is, call of `current()`. Only its answer counts. */
  question: number;
  /** The last answer taken: a user's key, or '' for a guest. */
  known?: string | undefined;
  /** Failures in a row. */
  failures: number;
  /** Outdated answers in a row. */
  outdated: number;
}

/** Where following an AuthSource stands. */
export type FollowState = Memory &
  (
    | { phase: 'asking' }
    /** A hint came during the question: its answer may be outdated. */
    | { phase: 'asking and hinted' }
    /** Nothing to do until the next hint. */
    | { phase: 'answered' }
    | { phase: 'retrying'; delay: number }
    | { phase: 'stopped' }
  );

/** What can happen to it. */
export type FollowInput =
  | { type: 'hint' }
  | { type: 'answer'; question: number; user: string }
  | { type: 'failure'; question: number }
  /** The time that `delayOf` gave has passed. */
  | { type: 'timeout' }
  | { type: 'stop' };

/** The next state, and what is to be reported on the way there. A higher `question` means: ask now. */
export interface FollowStep {
  state: FollowState;
  report?: 'answer' | 'failure';
}

/** The state to begin with: the first question is being asked. */
export const firstFollowState: FollowState = { phase: 'asking', question: 1, failures: 0, outdated: 0 };

/** One step of following an AuthSource. It has no effects. @param random gives numbers from 0 to 1. */
export function nextFollowState(state: FollowState, input: FollowInput, random = Math.random): FollowStep {
  if (state.phase === 'stopped') return { state };
  const asking = state.phase === 'asking' || state.phase === 'asking and hinted';
  switch (input.type) {
    case 'stop':
      return { state: { ...state, phase: 'stopped' } };
    case 'hint':
      if (!asking) return { state: ask(state) };
      return { state: state.phase === 'asking' ? { ...state, phase: 'asking and hinted' } : state };
    case 'timeout':
      return { state: delayOf(state) === undefined ? state : ask(state) };
    default:
      if (!asking || input.question !== state.question) return { state };
      return input.type === 'answer' ? takeAnswer(state, input.user) : takeFailure(state, random);
  }
}

/** Milliseconds after which the state wants a `timeout`; undefined for never. */
export function delayOf(state: FollowState): number | undefined {
  if (state.phase === 'retrying') return state.delay;
  return state.phase === 'asking and hinted' ? PATIENCE : undefined;
}

const ask = (state: FollowState): FollowState => ({ ...state, phase: 'asking', question: state.question + 1 });

function takeAnswer(state: FollowState, user: string): FollowStep {
  const hinted = state.phase === 'asking and hinted';
  if (hinted && state.outdated < MAX_OUTDATED) {
    return { state: ask({ ...state, failures: 0, outdated: state.outdated + 1 }) };
  }
  const taken = { ...state, known: user, failures: 0, outdated: 0 };
  return {
    // Where every answer comes with a hint, asking at once would never end.
    state: hinted ? { ...taken, phase: 'retrying', delay: FIRST_RETRY } : { ...taken, phase: 'answered' },
    ...(user !== state.known && { report: 'answer' }),
  };
}

function takeFailure(state: FollowState, random: () => number): FollowStep {
  // Clients that lost a service together must not come back together: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
  const backoff = Math.min(FIRST_RETRY * 2 ** state.failures, LAST_RETRY) * (0.75 + random() / 4);
  const delay = state.phase === 'asking and hinted' ? FIRST_RETRY : backoff;
  return {
    state: { ...state, phase: 'retrying', failures: state.failures + 1, delay },
    // An outage is reported once.
    ...(state.failures === 0 && { report: 'failure' }),
  };
}
