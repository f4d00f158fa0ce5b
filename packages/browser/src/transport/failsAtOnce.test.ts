import { expect, it } from 'vitest';
import { failsAtOnce } from './failsAtOnce.ts';

it('is true of what rejects at once, and false of what resolves, hangs or rejects later', async () => {
  expect(await failsAtOnce(Promise.reject(new Error('refused')))).toBe(true);
  expect(await failsAtOnce(Promise.resolve())).toBe(false);
  expect(await failsAtOnce(new Promise(() => undefined))).toBe(false);
  const later = new Promise((_, failed) => setTimeout(failed));
  expect(await failsAtOnce(later)).toBe(false);
});
