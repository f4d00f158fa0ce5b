import { expect, it } from 'vitest';
import { happenedAt } from './happenedAt.ts';

const type = (name: string): string => `com.amazon.rum.${name}_event`;

it.each([
  ['largest_contentful_paint', { value: 120 }, 120],
  ['first_contentful_paint', { value: 80 }, 80],
  ['time_to_first_byte', { value: 20 }, 20],
  ['first_input_delay', { value: 3, attribution: { eventTime: 900 } }, 900],
  ['interaction_to_next_paint', { value: 80, attribution: { interactionTime: 1200 } }, 1200],
  ['cumulative_layout_shift', { value: 0.1, attribution: { largestShiftTime: 640 } }, 640],
  ['performance_navigation', { startTime: 0 }, 0],
  ['performance_resource', { startTime: 55.5 }, 55.5],
])('%s says when it happened', (name, data, time) => {
  expect(happenedAt(type(name), data, 0)).toBe(time);
});

it('counts paints from when the page was last shown, entries of the performance timeline from the time origin', () => {
  const shown = 10_000;
  expect(happenedAt(type('largest_contentful_paint'), { value: 120 }, shown)).toBe(10_120);
  expect(happenedAt(type('first_contentful_paint'), { value: 80 }, shown)).toBe(10_080);
  expect(happenedAt(type('time_to_first_byte'), { value: 20 }, shown)).toBe(10_020);
  expect(happenedAt(type('performance_resource'), { startTime: 55 }, shown)).toBe(55);
  expect(happenedAt(type('interaction_to_next_paint'), { attribution: { interactionTime: 1200 } }, shown)).toBe(1200);
});

it('does not know of other events, nor of a layout that never shifted', () => {
  for (const name of ['js_error', 'http', 'page_view', 'session_start', 'dom']) {
    expect(happenedAt(type(name), { value: 1, startTime: 2 }, 0)).toBeUndefined();
  }
  expect(happenedAt('custom', { value: 1, startTime: 2 }, 0)).toBeUndefined();
  expect(happenedAt(type('cumulative_layout_shift'), { value: 0, attribution: {} }, 0)).toBeUndefined();
});
