import type { AuthUser } from '../api/types.ts';
import { outsideZones } from './outsideZones.ts';
import { isRenewalRefused } from './tokens.ts';
import { trackCalls } from './trackCalls.ts';
import { watchMethods, type Failure } from './watchMethods.ts';

type Kind = 'change' | 'refresh';
type Hint = (why: string, kind?: Kind) => void;

/** What a method of a client may do. A renewal signs in where nobody was signed in before. */
export type MethodEffect = 'sign-in' | 'renewal' | 'sign-out';

/** A sign-out that takes longer than this is no longer waited for. One that leaves the page never ends in that page. */
const SIGN_OUT_PATIENCE = 10_000;
/** A client that cannot be watched is asked this often while a sign-in is expected, and for how long, in milliseconds. */
const POLL = 250;
const POLL_FOR = 8_000;

/**
 * Hints from a client that tells nobody of sign-ins and sign-outs: its methods that may end in one are watched. A hint
 * comes when a call is over, before the app's own code goes on after it; and when a sign-out begins, because it may leave
 * the page.
 *
 * A frozen client works, too: what hints there are then come from `listenToMore`.
 *
 * @param methods what each may do. Those that the client does not have are skipped.
 * @param listenToMore starts whatever else gives hints, and returns what stops it.
 */
export function watchClient(
  client: object,
  methods: Readonly<Record<string, MethodEffect>>,
  listenToMore: (hint: Hint, refreshOrSignIn: () => Kind) => (() => void)[],
) {
  const names = Object.keys(methods);
  const originals = new Map(names.map((name) => [name, (client as Record<string, unknown>)[name]]));
  const { began, isSignInPending, isSignOutPending } = trackCalls();
  const startedAt = performance.now();
  const subscribers = new Set<Hint>();
  let waiting: (() => void)[] = [];
  let stops: (() => void)[] | undefined;
  let isWatched = true;
  let lastAnswer: AuthUser | null | undefined;

  const hint: Hint = (why, kind = 'change') => {
    const resolvers = waiting;
    waiting = [];
    resolvers.forEach((resolve) => resolve());
    subscribers.forEach((subscriber) => subscriber(why, kind));
  };
  /** New tokens are a refresh where somebody is signed in. Where nobody is, somebody has signed in. */
  const refreshOrSignIn = (): Kind => (lastAnswer ? 'refresh' : 'change');

  const kindOf = (effect: MethodEffect, failure: Failure): Kind => {
    if (effect === 'sign-out') return 'change';
    if (failure) return isRenewalRefused(failure.reason) ? 'change' : 'refresh';
    return effect === 'renewal' ? refreshOrSignIn() : 'change';
  };
  const onCall = (name: string): ((failure: Failure) => void) => {
    const effect = methods[name]!;
    const ended = began(effect === 'sign-out');
    if (effect !== 'sign-out') {
      return (failure) => {
        ended();
        hint(name, kindOf(effect, failure));
      };
    }
    hint(name);
    const over = (): void => {
      clearTimeout(timer);
      ended();
      hint(name);
    };
    const timer = outsideZones(() => setTimeout(over, SIGN_OUT_PATIENCE));
    return over;
  };

  const start = (): void => {
    if (stops) return;
    const { unwatched, stop } = watchMethods(client, names, onCall);
    isWatched = unwatched.length === 0;
    stops = [stop, ...listenToMore(hint, refreshOrSignIn)];
  };
  // At once: the app may call the client before anybody subscribes.
  start();

  return {
    /** Calls a watched method as it was before: the call is no hint. */
    callOriginal: (name: string, ...args: unknown[]): unknown =>
      (originals.get(name) as (...args: unknown[]) => unknown).apply(client, args),
    /**
     * Whether an answer now would be too early.
     *
     * @param isSignedIn what it would be.
     * @param isExpected something else says that the app will make a first call.
     */
    isAnswerPending: (isSignedIn: boolean, isExpected = false): boolean => {
      if (isSignOutPending()) return true;
      if (isSignedIn || !isSignInPending(isExpected)) return false;
      return isWatched || performance.now() - startedAt < POLL_FOR;
    },
    /** Resolves with the next hint, or when it is time to look again. */
    nextHint: (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (!isWatched) setTimeout(resolve, POLL);
      }),
    hint,
    /** What `current()` answers, to tell a sign-in from a refresh. */
    remember<User extends AuthUser | null>(user: User): User {
      lastAnswer = user;
      return user;
    },
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
