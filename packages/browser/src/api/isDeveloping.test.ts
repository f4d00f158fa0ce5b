import { afterEach, expect, it, vi } from 'vitest';
import { isDeveloping } from './isDeveloping.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

it.each([
  ['development', true],
  ['test', true],
  ['production', false],
])('in a build for %s: %s', (mode, developing) => {
  vi.stubEnv('NODE_ENV', mode);
  expect(isDeveloping()).toBe(developing);
});

it('is false without a bundler, where there is no process', () => {
  vi.stubGlobal('process', undefined);
  expect(isDeveloping()).toBe(false);
});
