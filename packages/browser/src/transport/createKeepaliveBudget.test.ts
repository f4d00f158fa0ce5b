import { expect, it } from 'vitest';
import { createKeepaliveBudget } from './createKeepaliveBudget.ts';

it('has less while requests are open, and gets their bytes back', () => {
  const budget = createKeepaliveBudget(1000);
  const release = budget.reserve(400);
  const releaseOther = budget.reserve(500);
  expect(budget.left).toBe(100);
  release();
  expect(budget.left).toBe(500);
  releaseOther();
  expect(budget.left).toBe(1000);
});

it('leaves 16 KiB of the 64 that browsers allow to the app', () => {
  expect(createKeepaliveBudget().left).toBe(48 * 1024);
});
