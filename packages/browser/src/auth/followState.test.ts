import { expect, it } from 'vitest';
import { delayOf, firstFollowState, nextFollowState, type FollowInput, type FollowState } from './followState.ts';

type Report = 'answer' | 'failure';

/** An input that depends on the question asked last. */
const INPUTS: Record<string, (state: FollowState) => FollowInput> = {
  hint: () => ({ type: 'hint' }),
  guest: ({ question }) => ({ type: 'answer', question, user: '' }),
  alice: ({ question }) => ({ type: 'answer', question, user: 'alice' }),
  failure: ({ question }) => ({ type: 'failure', question }),
  'late answer': ({ question }) => ({ type: 'answer', question: question - 1, user: 'bob' }),
  'late failure': ({ question }) => ({ type: 'failure', question: question - 1 }),
  timeout: () => ({ type: 'timeout' }),
  stop: () => ({ type: 'stop' }),
};
const NAMES = Object.keys(INPUTS);

interface Step {
  name: string;
  before: FollowState;
  after: FollowState;
  report?: Report;
}

const step = (before: FollowState, name: string): Step => {
  const { state: after, report } = nextFollowState(before, INPUTS[name]!(before), () => 1);
  return { name, before, after, ...(report && { report }) };
};

/** Calls `check` with every sequence of up to six inputs. */
function everySequence(check: (steps: Step[], state: FollowState) => void): void {
  const go = (steps: Step[], state: FollowState): void => {
    check(steps, state);
    // Nothing happens after a stop: one more input shows it.
    if (steps.length === 6 || steps.at(-1)?.before.phase === 'stopped') return;
    for (const name of NAMES) {
      const next = step(state, name);
      steps.push(next);
      go(steps, next.after);
      steps.pop();
    }
  };
  go([], firstFollowState);
}
/** Fast enough for hundreds of thousands: `expect` only where something is wrong. */
const insist = (isRight: boolean, what: string, steps: Step[]): void => {
  if (!isRight) expect.fail(`${what}: ${steps.map(({ name }) => name).join(', ')}`);
};
const isAsking = ({ phase }: FollowState): boolean => phase.startsWith('asking');

it('asks one question at a time, and a new one only where the old one is over or overdue', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (!last) return;
    const { before, after, name } = last;
    const asked = after.question - before.question;
    insist(asked === 0 || asked === 1, 'more than one question', steps);
    if (asked === 0) return;
    insist(isAsking(after), 'a question of which the state knows nothing', steps);
    insist(!isAsking(before) || name !== 'hint', 'a hint asked beside a question', steps);
  });
});

it('takes only an answer or failure of the newest question', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (!last?.name.startsWith('late')) return;
    insist(last.after === last.before && !last.report, 'a late outcome counted', steps);
  });
});

it('reports an answer only when it differs from the one before, and an outage once', () => {
  everySequence((steps) => {
    const reports = steps.flatMap(({ report, name }) => (report ? [report === 'answer' ? name : report] : []));
    for (const [index, report] of reports.entries()) {
      const others = reports.slice(0, index);
      if (report === 'failure') continue;
      insist(others.findLast((one) => one !== 'failure') !== report, 'the same answer again', steps);
    }
    const failures = steps.filter(({ name, report }) => report === 'failure' || name === 'guest' || name === 'alice');
    insist(
      !failures.some(({ report }, index) => report === 'failure' && failures[index - 1]?.report === 'failure'),
      'an outage was reported twice',
      steps,
    );
  });
});

it('does nothing once it has stopped', () => {
  everySequence((steps) => {
    const last = steps.at(-1);
    if (last?.before.phase !== 'stopped') return;
    insist(last.after === last.before && !last.report, 'something happened after the stop', steps);
  });
});

it('always goes on: a question is open, a time is set, or everything has been answered', () => {
  everySequence((steps, state) => {
    const { phase, known } = state;
    if (phase === 'retrying') insist(delayOf(state)! > 0, 'a retry without a time', steps);
    if (phase === 'asking and hinted') insist(delayOf(state) === 10_000, 'a hanging question blocks a hint', steps);
    if (phase === 'answered') insist(known !== undefined, 'it stands still without an answer', steps);
  });
});

it('knows the user after every sequence, once the source answers and no more hints come', () => {
  everySequence((steps, end) => {
    if (end.phase === 'stopped') return;
    let state = end as FollowState;
    for (let round = 0; round < 12 && state.phase !== 'answered'; round++) {
      state = step(state, isAsking(state) ? 'alice' : 'timeout').after;
    }
    if (end.phase === 'answered') state = step(step(state, 'hint').after, 'alice').after;
    insist(state.phase === 'answered' && state.known === 'alice', 'alice stayed unknown', steps);
  });
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
