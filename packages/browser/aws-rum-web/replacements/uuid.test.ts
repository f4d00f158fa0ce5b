import { afterEach, expect, it, vi } from 'vitest';
import { v4 } from './uuid.ts';

afterEach(() => vi.restoreAllMocks());

it.each([true, false])('makes random UUIDs, with crypto.randomUUID there: %s', (there) => {
  if (!there) vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const made = Array.from({ length: 200 }, v4);
  for (const id of made) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(made).size).toBe(200);
  vi.unstubAllGlobals();
});
