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

it('leaves alone what another library has put on top', () => {
  const target = targetOf();
  const undo = patch(target, 'say', wrapWith('a'));
  const theirs = wrapWith('b')(target.say);
  target.say = theirs;
  undo();
  expect(target.say).toBe(theirs);
  expect(target.say('!')).toBe('ba!');
});
