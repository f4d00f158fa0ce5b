import { expect, it } from 'vitest';
import { slowest } from './slowest.ts';
import type { Report } from './summary.ts';

const files = Array.from({ length: 12 }, (_, index) => ({
  name: `/repo/test/${index}.test.ts`,
  startTime: 1000,
  endTime: 1000 + index * 1500,
  status: 'passed',
  assertionResults: [],
}));

it('names the ten files that took longest, the longest first', () => {
  const lines = slowest(
    [{ testResults: files.slice(6) }, { testResults: files.slice(0, 6) }] as unknown as Report[],
    '/repo',
  );
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('   16.5 s  test/11.test.ts');
  expect(lines.at(-1)).toContain('test/2.test.ts');
});
