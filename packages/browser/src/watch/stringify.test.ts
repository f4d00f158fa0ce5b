import { afterEach, expect, it } from 'vitest';
import { stringify } from './stringify.ts';

interface WithJson {
  toJSON?: () => unknown;
}
afterEach(() => {
  delete (Array.prototype as WithJson).toJSON;
  delete (Object.prototype as WithJson).toJSON;
});
const define = (prototype: object, configurable = true): void =>
  void Object.defineProperty(prototype, 'toJSON', { configurable, value: () => 'text' });

const value = { list: [1, { a: 'b' }], at: new Date(0) };
const json = '{"list":[1,{"a":"b"}],"at":"1970-01-01T00:00:00.000Z"}';

it('writes what JSON.stringify does', () => {
  expect(stringify(value)).toBe(json);
});

it('does so where a library has given arrays and objects a toJSON, which stays', () => {
  define(Array.prototype);
  define(Object.prototype);
  expect(stringify(value)).toBe(json);
  expect((Array.prototype as WithJson).toJSON?.()).toBe('text');
  expect((Object.prototype as WithJson).toJSON?.()).toBe('text');
});

it('leaves it there when a value cannot be written', () => {
  define(Array.prototype);
  expect(() => stringify([1n])).toThrow(TypeError);
  expect((Array.prototype as WithJson).toJSON?.()).toBe('text');
});
