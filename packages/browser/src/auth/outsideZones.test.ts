import { afterEach, expect, it, vi } from 'vitest';
import { outsideZones } from './outsideZones.ts';

afterEach(() => void vi.unstubAllGlobals());

it('runs work in the root zone where there are zones', () => {
  const run = vi.fn((work: () => unknown) => work());
  vi.stubGlobal('Zone', { root: { run } });
  expect(outsideZones(() => 1)).toBe(1);
  expect(run).toHaveBeenCalledOnce();
});

it.each([undefined, {}, { root: {} }, 'a global of the page'])('just runs it where there are none: %o', (Zone) => {
  vi.stubGlobal('Zone', Zone);
  expect(outsideZones(() => 1)).toBe(1);
});
