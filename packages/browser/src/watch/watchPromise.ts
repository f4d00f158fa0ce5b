const ignore = (): void => undefined;

/** Whether `value` is a promise, of this window or of a frame; a library's thenable is not, it may begin to work when asked. */
const isPromise = (value: unknown): value is Promise<unknown> =>
  Object.prototype.toString.call(value) === '[object Promise]';

/**
 * Watches a promise that the app holds, and changes nothing for the app: neither the promise itself, nor the order of
 * its callbacks, nor whether its rejection counts as handled.
 *
 * `then` makes a promise count as handled (https://tc39.es/ecma262/#sec-performpromisethen), and would hide the app's
 * unhandled rejections. So what our `then` returns stands in for the promise: it rejects as well, and is left unhandled
 * until the app uses the promise. Every way to use a promise, `await` included, reads its `constructor` first
 * (https://tc39.es/ecma262/#sec-promise-resolve): that is how the use is seen. The getter sits on a prototype between the
 * promise and its own, since V8 makes all promises of a page slower once a promise has a `constructor` itself.
 *
 * @param onFulfilled, onRejected must not throw.
 * @returns false where it is no promise: then neither is called.
 */
export function watchPromise(
  promise: unknown,
  onFulfilled: (value: unknown) => void,
  onRejected: (error: unknown) => void,
): boolean {
  if (!isPromise(promise)) return false;
  const prototype = Object.getPrototypeOf(promise) as object;
  let isOurUse = true;
  const release = (): void => {
    if (Object.getPrototypeOf(promise) === marked) Object.setPrototypeOf(promise, prototype);
    standIn.catch(ignore);
  };
  const marked: object = Object.create(prototype, {
    constructor: {
      configurable: true,
      get() {
        // What is to be made by our own `then`: no instance of the app's subclass.
        if (isOurUse) return Promise;
        release();
        return Reflect.get(prototype, 'constructor', promise) as unknown;
      },
    },
  }) as object;
  const isMarked = Reflect.setPrototypeOf(promise, marked);
  const standIn = promise.then(
    (value) => {
      release();
      onFulfilled(value);
    },
    (error: unknown) => {
      onRejected(error);
      throw error;
    },
  );
  isOurUse = false;
  // A frozen promise cannot be marked: better a rejection that nobody hears of than one too many.
  if (!isMarked) standIn.catch(ignore);
  return true;
}
