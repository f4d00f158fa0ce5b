import { encode } from '@jridgewell/sourcemap-codec';
import { expect, it } from 'vitest';
import { attribute } from './attribute.ts';

it('gives every byte to the source it stems from, and the rest to the bundler', () => {
  const code = 'abcdéf\nghi';
  const mappings = encode([[[1, 0, 0, 0], [3, 1, 0, 0], [6]], [[0, 0, 1, 0]]]);
  const map = { sources: ['../one.ts', '/two.ts'], mappings };
  expect(attribute(code, map, '/app/dist')).toEqual({ bundler: 1, '/app/one.ts': 2 + 3, '/two.ts': 4 });
});

it('gives lines without mappings to the bundler', () => {
  expect(attribute('abc\nde', { sources: [], mappings: '' }, '/')).toEqual({ bundler: 5 });
});
