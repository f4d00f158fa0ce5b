import { expect, it } from 'vitest';
import { checkReadme, writeBlock } from './readme.ts';

const block = '| up front |\n| ---: |\n| 25.0 KB, 31.0% |';
const readme = writeBlock('# Title\n\n<!-- size:start -->\nold\n<!-- size:end -->\n\nrest\n', block);

it('writes the figures between the markers and accepts them', () => {
  expect(readme).toBe(`# Title\n\n<!-- size:start -->\n\n${block}\n\n<!-- size:end -->\n\nrest\n`);
  expect(checkReadme(readme, block).ok).toBe(true);
});

it('accepts figures within 2% and tables that a formatter aligned', () => {
  expect(checkReadme(readme.replace('25.0', '25.4').replace('| ---: |', '| -------: |'), block).ok).toBe(true);
});

it('refuses figures that are further off, either way', () => {
  expect(checkReadme(readme.replace('25.0', '24.4'), block)).toMatchObject({ ok: false });
  expect(checkReadme(readme.replace('31.0', '31.7'), block).found).toContain('31.7 instead of 31');
});

it('refuses other text, and a README without the markers', () => {
  expect(checkReadme(readme.replace('up front', 'in all'), block).ok).toBe(false);
  expect(checkReadme('# Title', block).ok).toBe(false);
  expect(() => writeBlock('# Title', block)).toThrow('size:start');
});
