import { expect, it } from 'vitest';
import { patch } from './patch.ts';

const targetOf = () => ({ say: (text: string) => text });
const wrapWith = (mark: string) => (original: (text: string) => string) => (text: string) => `${mark}${original(text)}`;

it('wraps a method, and gives the original back', () => {
  const target = targetOf();
  const { say } = target;
  const undo = patch(target, 'say', wrapWith('a'));
  expect(target.say('!')).toBe('a!');
  undo();
  expect(target.say).toBe(say);
});

it('keeps the name of a method, its length, and what else it carries', () => {
  const target = targetOf();
  const reset = () => undefined;
  Object.defineProperty(target.say, 'reset', { value: reset });
  patch(
    target,
    'say',
    (original) =>
      (...args) =>
        original(...args),
  );
  const { name, length, reset: copied } = target.say as typeof target.say & { reset: unknown };
  expect({ name, length, copied }).toEqual({ name: 'say', length: 1, copied: reset });
});

it('throws where the object is locked, and leaves it as it was', () => {
  const target = Object.freeze(targetOf());
  const { say } = target;
  expect(() => patch(target, 'say', wrapWith('a'))).toThrow(TypeError);
  expect(target.say).toBe(say);
});

it('leaves alone what another library has put on top', () => {
  const target = targetOf();
  const undo = patch(target, 'say', wrapWith('a'));
  const theirs = wrapWith('b')(target.say);
  target.say = theirs;
  undo();
  expect(target.say).toBe(theirs);
  expect(target.say('!')).toBe('ba!');
});
