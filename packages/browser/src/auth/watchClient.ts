import { trackCalls } from './trackCalls.ts';
import { watchMethods } from './watchMethods.ts';

type Hint = (why: string) => void;

/**
 * Hints from a client that tells nobody of logins and logouts: its methods that may end in one are watched, and each
 * time a call of one is over, well or badly, that is a hint.
 *
 * @param listenToMore starts whatever else gives hints, and returns what stops it.
 */
export function watchClient(client: object, methods: readonly string[], listenToMore: (hint: Hint) => (() => void)[]) {
  const originals = new Map(methods.map((name) => [name, (client as Record<string, unknown>)[name]]));
  const calls = trackCalls();
  const subscribers = new Set<Hint>();
  let waiting: (() => void)[] = [];
  let stops: (() => void)[] | undefined;

  const hint: Hint = (why) => {
    const resolvers = waiting;
    waiting = [];
    resolvers.forEach((resolve) => resolve());
    subscribers.forEach((subscriber) => subscriber(why));
  };
  const start = (): void => {
    stops ??= [
      watchMethods(client, methods, {
        onCall: calls.began,
        onSettled(name) {
          calls.ended();
          hint(name);
        },
      }),
      ...listenToMore(hint),
    ];
  };
  // At once: the app may call the client before anybody subscribes.
  start();

  return {
    /** Calls a watched method as it was before: the call is no hint. */
    callOriginal: (name: string, ...args: unknown[]): unknown =>
      (originals.get(name) as (...args: unknown[]) => unknown).apply(client, args),
    isAnswerPending: calls.isAnswerPending,
    /** Resolves with the next hint. */
    nextHint: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
    hint,
    subscribe(subscriber: Hint): () => void {
      subscribers.add(subscriber);
      start();
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size > 0) return;
        stops?.forEach((stop) => stop());
        stops = undefined;
      };
    },
  };
}
