import { expect, it } from 'vitest';
import { createTimeline, type Period } from './createTimeline.ts';

const period = (from: number): Period => ({ from, owner: { is: 'pending' } });

it('knows which period a time falls into', () => {
  const timeline = createTimeline(period(-Infinity));
  [10, 20, 20, 30].forEach((from) => timeline.begin(period(from)));
  const begins = [0, 9.9, 10, 19.9, 20, 29.9, 30, 1e9].map((time) => timeline.at(time).from);
  expect(begins).toEqual([-Infinity, -Infinity, 10, 10, 20, 20, 30, 30]);
  expect(timeline.now.from).toBe(30);
});

it('takes the later of two periods that begin at once', () => {
  const timeline = createTimeline(period(0));
  const [first, second] = [period(5), period(5)];
  timeline.begin(first);
  timeline.begin(second);
  expect(timeline.at(5)).toBe(second);
});

it('counts what happened before the first period to it', () => {
  expect(createTimeline(period(100)).at(3).from).toBe(100);
});

it('keeps a bounded number; older times count as the oldest', () => {
  const timeline = createTimeline(period(0));
  for (let from = 1; from <= 1000; from++) timeline.begin(period(from));
  expect(timeline.at(1000).from).toBe(1000);
  expect(timeline.at(990).from).toBe(990);
  const oldest = timeline.at(0).from;
  expect(oldest).toBeGreaterThan(0);
  expect(timeline.at(1).from).toBe(oldest);
});

it('finds all periods of one recording', () => {
  const timeline = createTimeline(period(0));
  const owner = { is: 'monitor', monitor: {} as never, recording: {} as never } as const;
  const [first, second] = [
    { from: 1, owner },
    { from: 3, owner },
  ];
  timeline.begin(first);
  timeline.begin(period(2));
  timeline.begin(second);
  expect(timeline.ofRecording(owner.recording)).toEqual([first, second]);
});
