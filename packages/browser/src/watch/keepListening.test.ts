import { expect, it, vi } from 'vitest';
import { keepListening } from './keepListening.ts';

it('listens until its undo', () => {
  const [one, two] = [vi.fn(), vi.fn()];
  const undo = keepListening(window, { one, two });
  window.dispatchEvent(new Event('one'));
  window.dispatchEvent(new Event('two'));
  undo();
  window.dispatchEvent(new Event('one'));
  expect(one).toHaveBeenCalledOnce();
  expect(two).toHaveBeenCalledOnce();
});

it('listens, once, after document.open has taken all listeners away', async () => {
  const listener = vi.fn();
  const undo = keepListening(window, { ping: listener });
  window.removeEventListener('ping', listener);
  for (let times = 0; times < 2; times++) {
    document.replaceChildren(document.createElement('html'));
    await new Promise((resolve) => setTimeout(resolve));
  }
  window.dispatchEvent(new Event('ping'));
  expect(listener).toHaveBeenCalledOnce();
  undo();
});
