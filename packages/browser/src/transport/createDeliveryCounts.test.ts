import { expect, it } from 'vitest';
import { createDeliveryCounts } from './createDeliveryCounts.ts';

it('adds up what is dropped, by reason', () => {
  const counts = createDeliveryCounts();
  counts.drop('overflow', 2);
  counts.drop('rejected', 1);
  counts.drop('overflow', 3);
  expect(counts).toMatchObject({ sent: 0, dropped: { overflow: 5, rejected: 1 } });
});
