import { expect, it } from 'vitest';
import { fnv1a } from './userKey.ts';

it('is FNV-1a', () => {
  // From http://www.isthe.com/chongo/src/fnv/test_fnv.c
  expect(fnv1a('')).toBe((0x811c9dc5).toString(36));
  expect(fnv1a('a')).toBe((0xe40c292c).toString(36));
  expect(fnv1a('foobar')).toBe((0xbf9cf968).toString(36));
});

it('tells users apart, and shows nothing of them', () => {
  const users = Array.from({ length: 1000 }, (_, index) => fnv1a(`https://id.example.com user-${index}`));
  expect(new Set(users).size).toBe(1000);
  expect(users.every((text) => /^[\da-z]{1,7}$/.test(text))).toBe(true);
});
