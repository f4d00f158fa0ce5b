import { expect, it } from 'vitest';
import { nextPageLife, shouldLeave, type PageLife, type PageLifeEvent } from './pageLife.ts';

type Step = [event: PageLifeEvent, hidden: boolean];
const STEPS: Step[] = (['beforeunload', 'pagehide', 'visibilitychange', 'pageshow'] as const).flatMap(
  (event): Step[] => [
    [event, true],
    [event, false],
  ],
);

const run = (steps: Step[]): PageLife =>
  steps.reduce<PageLife>((life, [event, hidden]) => nextPageLife(life, event, hidden), 'live');

const sequences = (length: number): Step[][] =>
  length === 0 ? [[]] : sequences(length - 1).flatMap((past) => STEPS.map((step) => [...past, step]));

it('ends once the page goes and is hidden and no pageshow follows, in every sequence of up to five', () => {
  const wrong: Step[][] = [];
  for (let length = 0; length <= 5; length++) {
    for (const steps of sequences(length)) {
      const since = steps.slice(steps.findLastIndex(([event]) => event === 'pageshow') + 1);
      const gone = since.findLastIndex(([event]) => event === 'pagehide');
      const hidden = since.slice(gone).some(([, isHidden]) => isHidden);
      if (run(steps) !== (gone < 0 ? 'live' : hidden ? 'ended' : 'unloading')) wrong.push(steps);
    }
  }
  expect(wrong).toEqual([]);
});

it('a page that comes back is live, whatever it was', () => {
  for (const life of ['live', 'unloading', 'ended'] as const)
    expect(nextPageLife(life, 'pageshow', false)).toBe('live');
});

it('a page that is only hidden, or may go, goes on living', () => {
  expect(run([['beforeunload', false]])).toBe('live');
  expect(run([['visibilitychange', true]])).toBe('live');
});

it('lets everything leave when the page may go, goes or is hidden, not when it is shown', () => {
  const leaving = STEPS.filter(([event, hidden]) => shouldLeave(event, hidden)).map(
    ([event, hidden]) => `${event} ${hidden}`,
  );
  expect(leaving).toEqual([
    'beforeunload true',
    'beforeunload false',
    'pagehide true',
    'pagehide false',
    'visibilitychange true',
  ]);
});
