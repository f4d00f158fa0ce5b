import { expect, it } from 'vitest';
import { parseOnce } from './parseOnce.ts';

it('reads texts as JSON.parse does, each once', () => {
  const parse = parseOnce();
  for (const text of ['{"a":[1]}', 'null', '"x"', '0', 'false']) expect(parse(text)).toEqual(JSON.parse(text));
  expect(parse('{"a":[1]}')).toBe(parse('{"a":[1]}'));
  expect(() => parse('{')).toThrow(SyntaxError);
});
