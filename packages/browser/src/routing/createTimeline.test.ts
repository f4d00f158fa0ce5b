import { expect, it } from 'vitest';
import { createTimeline, type Era } from './createTimeline.ts';

const era = (from: number): Era => ({ from });

it('knows which era a time falls into', () => {
  const timeline = createTimeline(era(-Infinity));
  [10, 20, 20, 30].forEach((from) => timeline.begin(era(from)));
  const begins = [0, 9.9, 10, 19.9, 20, 29.9, 30, 1e9].map((time) => timeline.at(time).from);
  expect(begins).toEqual([-Infinity, -Infinity, 10, 10, 20, 20, 30, 30]);
  expect(timeline.now.from).toBe(30);
});

it('of two eras that began at once, takes the later', () => {
  const timeline = createTimeline(era(0));
  const [first, second] = [era(5), era(5)];
  timeline.begin(first);
  timeline.begin(second);
  expect(timeline.at(5)).toBe(second);
});

it('counts what came before the first era to it', () => {
  expect(createTimeline(era(100)).at(3).from).toBe(100);
});

it('keeps a bounded number; older times count as the oldest', () => {
  const timeline = createTimeline(era(0));
  for (let from = 1; from <= 1000; from++) timeline.begin(era(from));
  expect(timeline.at(1000).from).toBe(1000);
  expect(timeline.at(990).from).toBe(990);
  const oldest = timeline.at(0).from;
  expect(oldest).toBeGreaterThan(0);
  expect(timeline.at(1).from).toBe(oldest);
});
