/** Wraps work so that it never throws: nothing we do may break the app, or a callback of the browser. */
export type Safely = <A extends unknown[]>(work: (...args: A) => void) => (...args: A) => void;

/** Makes the wrapper. @param onFailure hears what is caught. */
export function createSafely(onFailure: (cause: unknown) => void): Safely {
  return (work) =>
    (...args) => {
      try {
        work(...args);
      } catch (cause) {
        onFailure(cause);
      }
    };
}
