import { expect, it } from 'vitest';
import { isEnabledAtStart } from './isEnabledAtStart.ts';
import type { DualRumOptions } from './types.ts';

it.each<[Partial<DualRumOptions>, boolean]>([
  [{}, true],
  [{ enabled: true, config: { enableRumClient: true } }, true],
  [{ enabled: false }, false],
  [{ config: { enableRumClient: false } }, false],
  [{ enabled: true, config: { enableRumClient: false } }, false],
])('with %j recording begins at creation: %s', (options, expected) => {
  expect(isEnabledAtStart(options as DualRumOptions)).toBe(expected);
});
