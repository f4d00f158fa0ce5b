/** How a call ended: `undefined` where its promise was fulfilled, else why not. */
export type Failure = { reason: unknown } | undefined;

/**
 * Calls `onSettled` when a promise settles, before anybody who gets the promise after us hears of it.
 *
 * The promise stays what it is, and its callbacks keep their order. A rejection that nobody handles is still reported by
 * the browser as unhandled, and one that somebody handles is not: a handler of ours would hide the first, and its
 * promise, rejected in turn, would add to the second. So we have to know whether there is another handler.
 * https://html.spec.whatwg.org/multipage/webappapis.html#unhandled-promise-rejections
 */
export function observeSettling(promise: Promise<unknown>, onSettled: (failure: Failure) => void): void {
  let isHandled = false;
  promise.then(
    () => onSettled(undefined),
    (reason: unknown) => {
      onSettled({ reason });
      // As the browser does, once all that is going on has had its chance to handle it.
      setTimeout(() => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever the client rejected with
        if (!isHandled) void Promise.reject(reason);
      });
    },
  );
  // Whatever adds a handler reads `constructor` first: `await`, `then`, `catch`, `finally`, `Promise.all` and `resolve`.
  // https://tc39.es/ecma262/#sec-promise.prototype.then, https://tc39.es/ecma262/#sec-promise-resolve
  const isMarked = Reflect.defineProperty(promise, 'constructor', {
    configurable: true,
    get(): unknown {
      isHandled = true;
      Reflect.deleteProperty(promise, 'constructor');
      return promise.constructor;
    },
  });
  // Of a frozen promise nobody can say; a false alarm would be worse than none.
  if (!isMarked) isHandled = true;
}
