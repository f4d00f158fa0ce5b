import { act, Component, createElement as h, type ReactNode } from 'react';
import { createRoot, type RootOptions } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DualRum } from '../api/types.ts';
import { recordErrorOnce } from './recordErrorOnce.ts';
import { rumRootOptions } from './rumRootOptions.ts';

const recordError = vi.fn();
let rum: DualRum;
const consoleError = vi.spyOn(console, 'error');
const failure = new Error('component failed');

afterEach(() => vi.unstubAllEnvs());
beforeEach(() => {
  rum = { recordError } as unknown as DualRum;
  recordError.mockReset();
  consoleError.mockReset().mockReturnValue(undefined);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
});

class Boundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render = () => (this.state.failed ? 'caught' : this.props.children);
}
function Fails(): never {
  throw failure;
}

const render = (options: RootOptions, app: ReactNode): string => {
  const container = document.createElement('div');
  act(() => createRoot(container, options).render(app));
  return container.textContent;
};

it.each(['development', 'production'])('records what a boundary catches, and logs it as React does, in %s', (mode) => {
  vi.stubEnv('NODE_ENV', mode);
  expect(render(rumRootOptions(rum), h(Boundary, null, h(Fails)))).toBe('caught');
  expect(recordError.mock.calls).toEqual([[failure]]);
  const stack: unknown[] = mode === 'development' ? [expect.stringContaining('Fails')] : [];
  expect(consoleError.mock.calls).toEqual([[failure, ...stack]]);
});

it('calls the handlers of the app, and keeps its other options', () => {
  const [onCaughtError, onUncaughtError] = [vi.fn(), vi.fn()];
  const options = rumRootOptions(rum, { identifierPrefix: 'shop', onCaughtError, onUncaughtError });
  expect(options.identifierPrefix).toBe('shop');
  render(options, h(Boundary, null, h(Fails)));
  expect(onCaughtError).toHaveBeenCalledExactlyOnceWith(failure, expect.anything());
  render(options, h('p'));
  options.onUncaughtError(failure, {});
  expect(onUncaughtError).toHaveBeenCalledExactlyOnceWith(failure, {});
  // The same error; once is enough.
  expect(recordError.mock.calls).toEqual([[failure]]);
  expect(consoleError).not.toHaveBeenCalled();
});

it('leaves to React what the app does not handle: it reaches the window', () => {
  expect(Object.keys(rumRootOptions(rum))).toEqual(['onCaughtError']);
});

it('records again what is no object: nobody can tell whether it is the same', () => {
  recordErrorOnce(rum, 'failed');
  recordErrorOnce(rum, 'failed');
  expect(recordError).toHaveBeenCalledTimes(2);
});
