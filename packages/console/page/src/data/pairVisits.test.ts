import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairVisits, pausesOf, type VisitSession } from './pairVisits.ts';

const MINUTE = 60_000;
const guest = (sessionId: string, startedAt: number, lastAt: number, browser = 'a'): VisitSession => ({
  ...{ sessionId, startedAt, lastAt, browser },
  state: 'guest',
});
const user = (sessionId: string, startedAt: number, lastAt: number, browser = 'a'): VisitSession => ({
  ...guest(sessionId, startedAt, lastAt, browser),
  state: 'authenticated',
});
const idsOf = (sessions: VisitSession[]) =>
  pairVisits(sessions).map((visit) => visit.sessions.map((one) => one.sessionId));

describe('pairVisits', () => {
  it('puts a signed-in session to the guest session that was under way, latest visit first', () => {
    const sessions = [guest('g1', 0, MINUTE), user('u1', MINUTE, 5 * MINUTE), guest('g2', 90 * MINUTE, 91 * MINUTE)];
    expect(idsOf(sessions)).toEqual([['g2'], ['g1', 'u1']]);
    expect(pairVisits(sessions)[1]).toMatchObject({ startedAt: 0, lastAt: 5 * MINUTE, uncertain: false });
  });

  it('keeps apart other browsers, and what began after the guest session was over', () => {
    expect(idsOf([guest('g', 0, 1), user('u', 0, 1, 'b')])).toEqual([['g'], ['u']]);
    expect(idsOf([guest('g', 0, 1), user('u', 31 * MINUTE, 32 * MINUTE)])).toEqual([['u'], ['g']]);
    expect(idsOf([user('u', 0, 1), guest('g', 5, 6)])).toEqual([['g'], ['u']]);
  });

  it('puts several users of one browser to one guest', () => {
    expect(idsOf([guest('g', 0, 10), user('u1', 2, 4), user('u2', 6, 8)])).toEqual([['g', 'u1', 'u2']]);
  });

  it('says when it could be another guest', () => {
    const visits = pairVisits([guest('g1', 0, MINUTE), guest('g2', 10, MINUTE), user('u', 20, MINUTE)]);
    expect(visits.map(({ sessions, uncertain }) => [sessions.length, uncertain])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('has every session once', () => {
    const session = fc.record({
      sessionId: fc.uuid(),
      state: fc.constantFrom('guest' as const, 'authenticated' as const, 'other' as const),
      startedAt: fc.nat(100),
      lastAt: fc.nat(200),
      browser: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(session), (sessions) => {
        const paired = pairVisits(sessions).flatMap((visit) => visit.sessions);
        expect(paired).toHaveLength(sessions.length);
        expect(new Set(paired)).toEqual(new Set(sessions));
      }),
    );
  });
});

describe('pausesOf', () => {
  it('rests from the sign-in until the guest views a page after the user has gone', () => {
    const signedIn = [{ startedAt: 10_000, lastAt: 60_000 }];
    expect(pausesOf(signedIn, [1000, 10_000, 60_000])).toEqual([{ from: 10_000, to: 60_000 }]);
    expect(pausesOf(signedIn, [1000, 59_000])).toEqual([{ from: 10_000, to: 59_000 }]);
    expect(pausesOf(signedIn, [1000])).toEqual([{ from: 10_000, to: undefined }]);
  });
});
