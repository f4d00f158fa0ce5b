/** Another monitoring library that wraps what it observes, as Sentry and Datadog do; and takes its wrappers off again. */
export function createOtherLibrary() {
  const undo: (() => void)[] = [];

  const wrap = <T extends object>(target: T, name: keyof T & string): void => {
    const original = target[name] as unknown as (...args: unknown[]) => unknown;
    const wrapper = function (this: unknown, ...args: unknown[]): unknown {
      return original.apply(this, args);
    } as unknown as T[keyof T & string];
    target[name] = wrapper;
    undo.push(() => {
      // A library with manners leaves alone what others have wrapped since.
      if (target[name] === wrapper) target[name] = original as unknown as T[keyof T & string];
    });
  };

  return {
    wrap(at: 'prototype' | 'instance'): void {
      const history = at === 'prototype' ? History.prototype : window.history;
      wrap(window, 'fetch');
      wrap(XMLHttpRequest.prototype, 'open');
      wrap(XMLHttpRequest.prototype, 'send');
      wrap(history, 'pushState');
      wrap(history, 'replaceState');
    },
    unwrap(): void {
      for (const restore of undo.splice(0).reverse()) restore();
    },
  };
}
