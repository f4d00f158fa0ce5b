import { describe, expect, it } from 'vitest';
import { journeyOf } from './arbitrary.ts';
import { actionsOf, type Action, type Journey } from './journey.ts';
import { usersOf } from './usersOf.ts';
import { isFaulty } from './withFaults.ts';

const many = Array.from({ length: 200 }, (_, seed) => journeyOf(seed, 30));
const actions = ({ steps }: Journey): Action[] => steps.flatMap((step) => (step.step === 'tick' ? step.actions : []));

describe('journeyOf', () => {
  it('gives the same journey for the same seed', () => {
    expect(journeyOf(7, 30)).toEqual(journeyOf(7, 30));
    expect(journeyOf(8, 30)).not.toEqual(journeyOf(7, 30));
  });

  it('is about as long as asked', () => {
    for (const journey of many) expect(actionsOf(journey)).toSatisfy((length: number) => length >= 30 && length < 40);
  });

  it('labels each action once', () => {
    for (const journey of many) {
      const labels = [journey.landing, ...journey.steps, ...actions(journey)].flatMap((one) =>
        typeof one === 'string' ? [one] : 'label' in one ? [one.label] : [],
      );
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('signs in for real where the subject does, every client in its own way', () => {
    const real = many.map((_, seed) => journeyOf(seed, 30, 'signin'));
    expect(journeyOf(7, 30, 'signin')).toEqual(real[7]);
    const ways = new Set<string>();
    for (const { setup, steps } of real) {
      const { client } = setup.signIn!;
      for (const step of steps) {
        if (step.step === 'redirect') ways.add(`${client} leaves for ${step.user ?? 'a log-out'}`);
        for (const action of step.step === 'tick' ? step.actions : []) {
          if (action.do === 'sign in') ways.add(`${client} signs in ${action.user}`);
          if (action.do === 'sign out') ways.add(`${client} signs out`);
        }
      }
    }
    expect([...ways].sort()).toEqual([
      'amplify signs in alice', 'amplify signs in bob', 'amplify signs out',
      'auth0 leaves for a log-out', 'auth0 leaves for alice', 'auth0 leaves for bob',
      'auth0 signs in alice', 'auth0 signs in bob', 'auth0 signs out',
      'oidc leaves for a log-out', 'oidc leaves for alice', 'oidc leaves for bob', 'oidc signs out',
    ]); // prettier-ignore
    const slow = real.flatMap(({ setup }) => [...Object.values(setup.signIn!.pool), ...setup.signIn!.current]);
    expect(Math.min(...slow)).toBe(0);
    expect(Math.max(...slow)).toBeGreaterThan(2500);
    expect(Math.max(...slow)).toBeLessThanOrEqual(3000);
  });

  it('lets services fail on journeys with real sign-ins, too', () => {
    const both = Array.from({ length: 40 }, (_, seed) => journeyOf(seed, 30, 'signin', true));
    for (const journey of both) expect([isFaulty(journey), journey.setup.signIn]).toEqual([true, expect.anything()]);
    expect(both.some(({ steps }) => steps.some(({ step }) => step === 'redirect'))).toBe(true);
    expect(new Set(both.flatMap(usersOf))).toEqual(new Set(['alice', 'bob']));
  });

  it('does everything there is to do, in every way', () => {
    const all = many.flatMap(actions);
    const kinds = new Set(all.map((action) => action.do));
    expect([...kinds].sort()).toEqual([
      'back', 'burst', 'click', 'event', 'fetch', 'image', 'page attributes', 'page id', 'push', 'push then replace',
      'record error', 'reject', 'replace', 'same page', 'sign in', 'sign out', 'throw', 'unwrap', 'wrap', 'xhr',
    ]); // prettier-ignore
    const replies = new Set(all.flatMap((action) => ('reply' in action ? [`${action.do} ${action.reply}`] : [])));
    expect(replies.size).toBe(11);
    const steps = new Set(many.flatMap((journey) => journey.steps.map(({ step }) => step)));
    expect([...steps].sort()).toEqual(['away', 'hide', 'press', 'reload', 'show', 'tick']);
    const flips = many.flatMap(({ steps }) => steps.map((step) => (step.step === 'tick' ? step.actions : [])));
    expect(flips.some((tick) => tick.filter((action) => action.do.startsWith('sign')).length >= 3)).toBe(true);
    for (const key of Object.keys(many[0]!.setup) as (keyof Journey['setup'])[]) {
      expect(new Set(many.map(({ setup }) => setup[key])).size, key).toBeGreaterThan(1);
    }
  });
});
