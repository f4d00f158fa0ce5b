import type { Monitor } from '../../page/diary.ts';
import type { Arrival, Evidence, Violation } from '../evidence.ts';
import type { Story } from '../story.ts';

/**
 * Every session has its one start. Each sign-in has a session of its own, which a reload goes on with; guests have one
 * throughout.
 */
export function sessions({ story, arrivals }: Evidence): Violation[] {
  return [...starts(arrivals), ...ofSignIns(story, arrivals), ...ofGuests(arrivals)];
}

const idsOf = (arrivals: Arrival[], monitor: Monitor): string[] => [
  ...new Set(arrivals.filter((arrival) => arrival.monitor === monitor).map(({ sessionId }) => sessionId ?? 'none')),
];

function starts(arrivals: Arrival[]): Violation[] {
  return (['guest', 'authenticated'] as const).flatMap((monitor) =>
    idsOf(arrivals, monitor).flatMap((id): Violation[] => {
      const count = arrivals.filter(({ type, sessionId }) => type === 'session_start' && sessionId === id).length;
      return count === 1 ? [] : [{ rule: 'session start', message: `${monitor} session ${id} has ${count} starts` }];
    }),
  );
}

function ofSignIns(story: Story, arrivals: Arrival[]): Violation[] {
  const found: Violation[] = [];
  const wrong = (message: string): void => void found.push({ rule: 'sign-in session', message });
  const ids = idsOf(arrivals, 'authenticated');
  const { signIns } = story;
  if (ids.length !== signIns.length) wrong(`${signIns.length} sign-ins, and ${ids.length} signed-in sessions`);

  const when = new Map(story.happenings.map(({ label, signIn }) => [label, signIn]));
  const bySignIn = new Map<number, Set<string>>();
  for (const { of, monitor, sessionId = 'none' } of arrivals) {
    const signIn = of && when.get(of.label);
    if (monitor === 'authenticated' && signIn !== undefined) {
      bySignIn.set(signIn, (bySignIn.get(signIn) ?? new Set()).add(sessionId));
    }
  }
  const owner = new Map<string, number>();
  for (const [signIn, [id = '', ...others]] of bySignIn) {
    if (others.length > 0) wrong(`sign-in ${signIn} is in ${others.length + 1} sessions`);
    if (owner.has(id)) wrong(`sign-in ${signIn} is in the session of sign-in ${owner.get(id)}`);
    owner.set(id, signIn);
    const page = signIns[signIn]?.page;
    const viewed = arrivals.some(({ of, sessionId }) => sessionId === id && of?.kind === 'page' && of.label === page);
    if (!viewed) wrong(`the session of sign-in ${signIn} does not view ${page}, on which it began`);
  }
  return found;
}

function ofGuests(arrivals: Arrival[]): Violation[] {
  const { length } = idsOf(arrivals, 'guest');
  return length > 1 ? [{ rule: 'guest session', message: `${length} guest sessions of one browser` }] : [];
}
