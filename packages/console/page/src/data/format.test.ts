import { expect, it } from 'vitest';
import { duration, milliseconds, plural, shortType } from './format.ts';

it('says durations in the two largest units', () => {
  expect([0, 59.4, 60, 200, 3600, 7500, null].map((seconds) => duration(seconds))).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '3 min 20 s',
    '1 h',
    '2 h 5 min',
    '–',
  ]);
});

it('says milliseconds, and long ones in seconds', () => {
  expect([0, 819.6, 12_340, null].map((value) => milliseconds(value))).toEqual(['0 ms', '820 ms', '12.34 s', '–']);
});

it('counts in words', () => {
  expect([plural(1, 'session'), plural(2, 'session'), plural(1500, 'batch', 'batches')]).toEqual([
    '1 session',
    '2 sessions',
    '1,500 batches',
  ]);
});

it('shortens the types of CloudWatch RUM, and no other', () => {
  expect([shortType('com.amazon.rum.page_view_event'), shortType('order_placed')]).toEqual([
    'page_view',
    'order_placed',
  ]);
});
