import { expect, it } from 'vitest';
import { cutText, cutUrl, LONGEST_TEXT, LONGEST_URL } from './cutText.ts';

it('cuts a text beyond its length, and marks it', () => {
  expect(cutText('12345', 5)).toBe('12345');
  expect(cutText('123456', 5)).toBe('12345...');
  expect(cutText('x'.repeat(1_500_000))).toBe(`${'x'.repeat(LONGEST_TEXT)}...`);
});

it('cuts a long URL', () => {
  const url = `https://app.test/?${'x'.repeat(5000)}`;
  expect(cutUrl(url)).toBe(`${url.slice(0, LONGEST_URL)}...`);
  expect(cutUrl('https://app.test/?a=1,2')).toBe('https://app.test/?a=1,2');
});

it('keeps the type of a data URL, and not its content', () => {
  expect(cutUrl('data:image/png;base64,AAAA')).toBe('data:image/png;base64...');
  expect(cutUrl('DATA:,hello')).toBe('DATA:...');
  expect(cutUrl('data:no-comma')).toMatch(/^data:/);
});
