import { describe, expect, it } from 'vitest';
import type { Entry, Kind, Monitor } from '../page/diary.ts';
import { RULES, type Arrival, type Evidence, type Rule } from './evidence.ts';
import { tell } from './story.ts';
import { verdict } from './verdict.ts';

const NOW = 1_700_000_000_000;
const roles = { guest: 'Guests', authenticated: 'Users' };

/** A visit with one of everything: a guest, signed in, reloaded while signed in, signed out, in again. */
const diary: Entry[] = [
  { at: NOW, entry: 'load', state: 'guest', page: 'label-0' },
  { at: NOW, entry: 'start', kind: 'event', label: 'label-1' },
  { at: NOW + 100, entry: 'start', kind: 'http', label: 'label-2' },
  { at: NOW + 200, entry: 'state', state: 'authenticated' },
  { at: NOW + 300, entry: 'page', label: 'label-3' },
  { at: NOW + 400, entry: 'start', kind: 'error', label: 'label-4' },
  { at: NOW + 5000, entry: 'settled', label: 'label-2' },
  { at: NOW + 5100, entry: 'start', kind: 'http', label: 'label-5' },
  { at: NOW + 5200, entry: 'left' },
  { at: NOW + 6000, entry: 'load', state: 'pending', page: 'label-3' },
  { at: NOW + 6100, entry: 'start', kind: 'click', label: 'label-6' },
  { at: NOW + 6200, entry: 'state', state: 'authenticated' },
  { at: NOW + 6300, entry: 'state', state: 'guest' },
  { at: NOW + 6400, entry: 'start', kind: 'event', label: 'label-7', count: 2 },
  { at: NOW + 6500, entry: 'state', state: 'authenticated' },
  { at: NOW + 6600, entry: 'start', kind: 'image', label: 'label-8' },
  { at: NOW + 6700, entry: 'settled', label: 'label-8' },
];

let last = 0;
function arrival(
  monitor: Monitor,
  session: string,
  type: string,
  at: number,
  label?: string,
  kind?: Kind | 'page',
): Arrival {
  return {
    monitor,
    id: `event-${last++}`,
    type,
    at: Math.round((NOW + at) / 1000) * 1000,
    sessionId: session,
    userId: `user of ${monitor}`,
    role: roles[monitor],
    page: kind === 'page' ? label : session === 'G' ? 'label-0' : 'label-3',
    ...(label !== undefined && kind && { of: { kind, label } }),
  };
}

function healthy(): Evidence {
  const session = (monitor: Monitor, id: string, at: number, page: string) => [
    arrival(monitor, id, 'session_start', at),
    arrival(monitor, id, 'page_view', at, page, 'page'),
  ];
  const guestAgain = arrival('guest', 'G', 'page_view', 6300, 'label-3', 'page');
  const burst = ['label-7.0', 'label-7.1'].map((label) => arrival('guest', 'G', 'fidelity', 6400, label, 'event'));
  return {
    story: tell(diary),
    arrivals: [
      ...session('guest', 'G', 0, 'label-0'),
      arrival('guest', 'G', 'fidelity', 0, 'label-1', 'event'),
      arrival('guest', 'G', 'http', 5000, 'label-2', 'http'),
      ...session('authenticated', 'A', 200, 'label-0'),
      arrival('authenticated', 'A', 'page_view', 300, 'label-3', 'page'),
      arrival('authenticated', 'A', 'js_error', 400, 'label-4', 'error'),
      arrival('authenticated', 'A', 'dom', 6100, 'label-6', 'click'),
      guestAgain,
      ...burst.map((one) => ({ ...one, page: 'label-3' })),
      ...session('authenticated', 'B', 6500, 'label-3'),
      arrival('authenticated', 'B', 'performance_resource', 6600, 'label-8', 'image'),
      arrival('authenticated', 'B', 'performance_navigation', 6600),
      arrival('authenticated', 'A', 'performance_navigation', 400),
    ],
    refused: [],
    noise: [],
    roles,
  };
}

const of = ({ arrivals }: Evidence, label: string): Arrival => arrivals.find((one) => one.of?.label === label)!;
const without = (evidence: Evidence, label: string): void =>
  void (evidence.arrivals = evidence.arrivals.filter((one) => one.of?.label !== label));
const again = (evidence: Evidence, one: Arrival, change: Partial<Arrival> = {}): void =>
  void evidence.arrivals.push({ ...one, id: `event-${last++}`, ...change });

/** One way to make the run wrong for each rule, and what else that breaks. */
const doctored: Record<Rule, [change: (evidence: Evidence) => void, also?: Rule[]]> = {
  lost: [(run) => without(run, 'label-4')],
  misfiled: [
    (run) => Object.assign(of(run, 'label-1'), { monitor: 'authenticated', role: 'Users' }),
    ['linked', 'user', 'sign-in session'],
  ],
  doubled: [(run) => again(run, of(run, 'label-7.1'))],
  'page lost': [
    (run) => (run.arrivals = run.arrivals.filter((one) => !(one.monitor === 'guest' && one.of?.label === 'label-3'))),
  ],
  'page misfiled': [(run) => again(run, of(run, 'label-0'), { of: { kind: 'page', label: 'label-9' } })],
  stray: [(run) => again(run, of(run, 'label-1'), { of: { kind: 'event', label: 'label-9' } })],
  'wrong page': [(run) => (of(run, 'label-7.0').page = 'label-0')],
  'wrong time': [(run) => (of(run, 'label-6').at += 3000)],
  'session start': [
    (run) =>
      (run.arrivals = run.arrivals.filter(({ type, sessionId }) => !(type === 'session_start' && sessionId === 'B'))),
  ],
  'sign-in session': [(run) => (of(run, 'label-8').sessionId = 'A')],
  'wrong user': [(run) => (run.story.user = { known: 'alice', real: 'bob' })],
  'guest session': [
    (run) => {
      of(run, 'label-2').sessionId = 'H';
      again(run, run.arrivals[0]!, { sessionId: 'H' });
    },
  ],
  user: [(run) => (of(run, 'label-2').userId = 'another')],
  linked: [(run) => run.arrivals.forEach((one) => (one.userId = 'the same'))],
  'event id': [(run) => (of(run, 'label-1').id = of(run, 'label-4').id)],
  repeated: [(run) => again(run, run.arrivals.at(-1)!)],
  role: [(run) => (of(run, 'label-4').role = 'Guests')],
  refused: [(run) => run.refused.push('403')],
  noise: [(run) => run.noise.push('TypeError: undefined is not a function')],
  problem: [(run) => run.story.problems.push('delivery: …')],
  'not flushed': [(run) => (run.story.flushed = false)],
};

describe('verdict', () => {
  it('finds nothing in a run that is as it should be', () => {
    expect(verdict(healthy())).toEqual([]);
  });

  it.each(RULES)('sees: %s', (rule) => {
    const run = healthy();
    const [change, also = []] = doctored[rule];
    change(run);
    const rules = new Set(verdict(run).map((violation) => violation.rule));
    expect([...rules].sort()).toEqual([rule, ...also].sort());
  });

  it('does not ask for a request that the end of the page cut off, and still sees it misfiled', () => {
    const run = healthy();
    again(run, of(run, 'label-2'), { of: { kind: 'http', label: 'label-5' } });
    expect(verdict(run).map(({ rule, label }) => [rule, label])).toEqual([['misfiled', 'label-5']]);
  });

  it('sees a sign-in that went on with the session of the one before', () => {
    const run = healthy();
    run.arrivals = run.arrivals.filter(({ type, sessionId }) => !(type === 'session_start' && sessionId === 'B'));
    for (const one of run.arrivals) if (one.sessionId === 'B') one.sessionId = 'A';
    expect(new Set(verdict(run).map(({ rule }) => rule))).toEqual(new Set(['sign-in session']));
  });
});
