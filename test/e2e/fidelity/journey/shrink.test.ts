import { expect, it } from 'vitest';
import { journeyOf } from './arbitrary.ts';
import { actionsOf, type Action, type Journey } from './journey.ts';
import { shrink } from './shrink.ts';

const actions = ({ steps }: Journey): Action[] => steps.flatMap((step) => (step.step === 'tick' ? step.actions : []));

it('finds the two actions that it takes', async () => {
  const journey = journeyOf(1, 40);
  const [first, last] = [actions(journey)[3], actions(journey).at(-2)];
  const fails = (one: Journey) => Promise.resolve([first, last].every((action) => actions(one).includes(action!)));
  const smallest = await shrink(journey, fails, 200);
  expect(actions(smallest)).toEqual([first, last]);
  expect(actionsOf(smallest)).toBe(2);
});

it('asks no more often than it may, and keeps what fails', async () => {
  const journey = journeyOf(2, 40);
  let asked = 0;
  const smallest = await shrink(journey, () => Promise.resolve(++asked === 2), 5);
  expect(asked).toBe(5);
  expect(smallest.steps.length).toBeLessThan(journey.steps.length);
  expect(await shrink(journey, () => Promise.resolve(false), 5)).toEqual(journey);
});
