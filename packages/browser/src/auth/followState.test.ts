import { expect, it } from 'vitest';
import type { AuthUser } from '../api/types.ts';
import { delayOf, firstFollowState, nextFollowState, type FollowInput, type FollowState } from './followState.ts';

type Report = 'hint' | 'answer' | 'failure';

const alice: AuthUser = { subject: 'alice' };
const bob: AuthUser = { subject: 'bob' };

const INPUTS: Record<string, (state: FollowState) => FollowInput> = {
  change: () => ({ type: 'hint', kind: 'change' }),
  refresh: () => ({ type: 'hint', kind: 'refresh' }),
  guest: ({ question }) => ({ type: 'answer', question, user: null }),
  alice: ({ question }) => ({ type: 'answer', question, user: alice }),
  failure: ({ question }) => ({ type: 'failure', question }),
  'late answer': ({ question }) => ({ type: 'answer', question: question - 1, user: bob }),
  timeout: () => ({ type: 'timeout' }),
  leave: () => ({ type: 'leave' }),
  return: () => ({ type: 'return' }),
  stop: () => ({ type: 'stop' }),
};
const NAMES = Object.keys(INPUTS);

interface Step {
  name: string;
  before: FollowState;
  after: FollowState;
  report: Report | undefined;
}

const step = (before: FollowState, name: string): Step => {
  const { state: after, report } = nextFollowState(before, INPUTS[name]!(before), () => 1);
  return { name, before, after, report };
};

/**
 * Calls `check` with every sequence of up to six inputs. What changes nothing is not followed any further: the sequence
 * without it is tried, too.
 */
function everySequence(check: (steps: Step[], state: FollowState) => void): void {
  const go = (steps: Step[], state: FollowState): void => {
    check(steps, state);
    const last = steps.at(-1);
    if (steps.length === 6 || (last && last.after === last.before && !last.report)) return;
    for (const name of NAMES) {
      const next = step(state, name);
      steps.push(next);
      go(steps, next.after);
      steps.pop();
    }
  };
  go([], firstFollowState);
}
/** Fast enough for a million sequences: `expect` only where something is wrong. */
const insist = (isRight: boolean, what: string, steps: Step[]): void => {
  if (!isRight) expect.fail(`${what}: ${steps.map(({ name }) => name).join(', ')}`);
};
const isAsking = ({ phase }: FollowState): boolean => phase.startsWith('asking');
/** Whether somebody who was told of a hint still waits for an outcome. */
const isAwaited = (steps: Step[]): boolean => steps.findLast(({ report }) => report)?.report === 'hint';

it('asks one question at a time, and no hint asks beside an open one', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (!last) return;
    const { before, after, name } = last;
    const asked = after.question - before.question;
    insist(asked === 0 || asked === 1, 'more than one question', steps);
    if (asked === 0) return;
    insist(isAsking(after), 'a question of which the state knows nothing', steps);
    insist(!isAsking(before) || !['change', 'refresh'].includes(name), 'a hint asked beside a question', steps);
  });
});

it('takes only an answer of the newest question', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (last?.name === 'late answer')
      insist(last.after === last.before && !last.report, 'a late answer counted', steps);
  });
});

it('reports every hint of a change at once, and none of a mere refresh', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (!last || last.before.phase === 'stopped') return;
    if (last.name === 'change') insist(last.report === 'hint', 'a change went unreported', steps);
    if (last.name === 'refresh') insist(!last.report, 'a refresh was reported', steps);
  });
});

it('owes an outcome to whoever was told of a hint: a question is open or a time is set', () => {
  everySequence((steps, state) => {
    if (state.phase === 'stopped' || !isAwaited(steps)) return;
    insist(isAsking(state) || delayOf(state) !== undefined, 'it stands still', steps);
  });
});

it('gives exactly one outcome after a hint, where the source answers and no more hints come', () => {
  everySequence((steps, end) => {
    if (end.phase === 'stopped' || !isAwaited(steps)) return;
    let state = end as FollowState;
    const outcomes: Report[] = [];
    for (let round = 0; round < 12 && state.phase !== 'answered'; round++) {
      if (outcomes.length > 0) break;
      const next = step(state, isAsking(state) ? 'alice' : 'timeout');
      if (next.report && next.report !== 'hint') outcomes.push(next.report);
      state = next.after;
    }
    insist(outcomes.length === 1, 'no outcome', steps);
  });
});

it('reports the answer that it then knows', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (last?.report !== 'answer') return;
    insist(last.after.known !== undefined, 'an answer without a user', steps);
    if (last.name !== 'timeout')
      insist(last.after.known === (last.name === 'alice' ? alice : null), 'another user', steps);
  });
});

it('reports a user who is gone only once the page has not been left', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (!last) return;
    if (last.before.known && last.name === 'guest') insist(last.report !== 'answer', 'reported at once', steps);
    if (last.before.phase !== 'leaving') return;
    insist(last.report !== 'answer' && last.report !== 'failure', 'an outcome on a page that is being left', steps);
    const comesBack = ['timeout', 'return'].includes(last.name);
    if (!comesBack)
      insist(['leaving', 'stopped'].includes(last.after.phase), 'a page that is being left goes on', steps);
  });
});

it('does nothing once it has stopped', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (last?.before.phase !== 'stopped') return;
    insist(last.after === last.before && !last.report, 'something happened after the stop', steps);
  });
});

it('knows the user after every sequence, once the source answers and no more hints come', () => {
  everySequence((steps, end) => {
    if (end.phase === 'stopped') return;
    let state = end.phase === 'answered' ? step(end, 'refresh').after : end;
    for (let round = 0; round < 12 && state.phase !== 'answered'; round++) {
      state = step(state, isAsking(state) ? 'alice' : 'timeout').after;
    }
    const isKnown = state.phase === 'answered' && (state.known === alice || end.phase === 'signed out');
    insist(isKnown, 'alice stayed unknown', steps);
  });
});

it('is not starved by hints that come faster than answers', () => {
  let state: FollowState = firstFollowState;
  const reports: unknown[] = [];
  for (let round = 0; round < 4; round++) {
    state = step(state, 'refresh').after;
    const next = step(state, 'alice');
    reports.push(next.report);
    state = next.after;
  }
  expect(reports).toEqual([undefined, undefined, undefined, 'answer']);
  expect(delayOf(state)).toBe(500);
});

it('waits longer after each failure in a row, up to half a minute, a little less at random', () => {
  const delays = (random: number): number[] => {
    let state: FollowState = firstFollowState;
    return Array.from({ length: 9 }, () => {
      state = nextFollowState(state, INPUTS['failure']!(state), () => random).state;
      const delay = delayOf(state)!;
      state = step(state, 'timeout').after;
      return delay;
    });
  };
  expect(delays(1)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(delays(0)[0]).toBe(375);
  expect(delays(0)[8]).toBe(22_500);
});
