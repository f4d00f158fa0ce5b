import { expect, it } from 'vitest';
import { within } from './within.ts';

const never = new Promise<never>(() => undefined);

it('resolves and rejects as the work does', async () => {
  expect(await within(1000, Promise.resolve(7), () => 'late')).toBe(7);
  await expect(within(1000, Promise.reject(new Error('broken')), () => 'late')).rejects.toThrow('broken');
});

it('rejects when the work does not end in time', async () => {
  await expect(within(1, never, () => 'it hangs')).rejects.toThrow('it hangs');
});
