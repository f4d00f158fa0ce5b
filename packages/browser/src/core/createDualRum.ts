import type { TargetDomEvent } from '@aws-rum/web-core';
import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { followAuth } from '../auth/followAuthSource.ts';
import { checkOptions } from '../api/checkOptions.ts';
import { isEnabledAtStart } from '../api/isEnabledAtStart.ts';
import type { Room } from '../transport/createTransport.ts';
import { hash } from './hash.ts';
import { observeRequests } from '../instrumentation/observeRequests.ts';
import { inertDualRum } from '../api/inertDualRum.ts';
import { loadInstrumentation } from '../instrumentation/loadInstrumentation.ts';
import { prepareMonitor } from '../monitor/createAppMonitor.ts';
import { createProblems } from '../problems/createProblems.ts';
import { createRecorder, type Safely } from '../routing/createEventRouter.ts';
import { switchable, type Page } from '../monitor/awsRumInternals.ts';
import { keepListening } from '../watch/keepListening.ts';
import type { AuthUser, DualRum, DualRumOptions, RumState } from '../api/types.ts';

const PENDING_TIMEOUT = 10_000;
const FLUSH_TIMEOUT = 5000;
/** Bytes that requests may hold as the page ends: what browsers allow. */
const LASTING = 65_536;

/**
 * Real user monitoring with two CloudWatch RUM app monitors, one for guests and one for signed-in users.
 *
 * What happens is filed under the monitor whose turn it was when it happened, once. On a server, without a DOM, the
 * result does nothing.
 *
 * @throws Error when an option cannot work; it names the option and the fix. Nothing throws afterwards.
 * @example
 * const rum = createDualRum({
 *   region: 'us-east-1',
 *   applicationVersion: '1.4.0',
 *   guest: { appMonitorId: 'a1b2…', identityPoolId: 'us-east-1:…' },
 *   authenticated: { appMonitorId: 'c3d4…', credentials: () => credentialsOfTheUser() },
 * });
 * rum.setSignedIn(true);
 */
export function createDualRum(options: DualRumOptions): DualRum {
  if (typeof window === 'undefined' || typeof document === 'undefined') return inertDualRum();
  checkOptions(options);

  const { auth, pendingTimeout = PENDING_TIMEOUT } = options;
  const { report, listen } = createProblems();
  const safely: Safely =
    (work) =>
    (...args) => {
      try {
        work(...args);
      } catch (cause) {
        report({ type: 'internal', cause });
      }
    };

  const Client = switchable(options.client ?? Orchestration);
  const lasting = { bytes: 0 };
  const guest = prepareMonitor('guest', options, Client, report, lasting);
  const authenticated = prepareMonitor('authenticated', options, Client, report, lasting);
  const both = [guest, authenticated];
  const recorder = createRecorder(options, { guest, authenticated }, report, safely);

  const listeners = new Set<(state: RumState) => void>();
  const domEvents: TargetDomEvent[] = [];
  let state: RumState = options.initialState ?? (auth ? 'pending' : 'guest');
  let consent = isEnabledAtStart(options);
  let disposed = false;
  /** The page goes on; it is going, and will say so once more, being hidden; nothing more is to come. It may come back. */
  let ended: 0 | 1 | 2 = 0;
  let instruments: ReturnType<typeof loadInstrumentation> | undefined;
  let unpatch: (() => void) | undefined;
  /** Who is signed in, and a mark of it to be stored: their session goes on when the page reloads. */
  let user: AuthUser | undefined;
  let owner = '-';
  /** The page has been a guest's for certain: no signed-in session of before may go on. */
  let settled = false;
  /** The signed-in turn begins a session of its own; decided when the user signs in, which may be before consent. */
  let anew: boolean | undefined;
  /** Consent was withdrawn: whoever comes next is not known from before. */
  let forgotten = false;

  // Where the page has been a guest's, the stored session is one that another tab has begun since.
  const isAnew = (): boolean => authenticated.cookies.owner() !== owner;

  const open = (first: boolean): void => {
    if (state === 'pending') {
      recorder.pend(first);
      return;
    }
    const turn = {
      name: state,
      fresh: forgotten || (state === 'authenticated' && (anew ?? isAnew())),
      prepare: (side: typeof guest) => {
        side.begin(turn.fresh);
        if (side === authenticated) side.cookies.keepOwner(owner);
        return side.turn(user, side === authenticated ? owner : '');
      },
    };
    anew = undefined;
    forgotten = false;
    recorder.turn(turn, first);
  };

  /** The signed-in session that this page, or an earlier one, had open is over. */
  const signedOut = (): void => authenticated.cookies.forgetSession();

  /** A guest, for certain: from now on a sign-in is a new one, and not the page load of somebody signed in. */
  const settle = (): void => {
    if (!settled && state === 'guest') signedOut();
    settled = true;
  };

  /** @param certain somebody said so; else it is what an unknown user counts as. */
  const become = (next: 'guest' | 'authenticated', who: AuthUser | undefined, certain: boolean): void => {
    const nextOwner = who ? hash(`${who.issuer} ${who.subject}`) : '-';
    const same = next === state && (next === 'guest' || !who || nextOwner === owner);
    if (!disposed && !same) {
      const another = state === 'authenticated';
      state = next;
      user = next === 'guest' ? undefined : who;
      owner = nextOwner;
      if (next === 'authenticated') anew = another || isAnew();
      if (consent) open(false);
      if (next === 'authenticated') settled = true;
      // A listener may switch again: the others hear of that.
      for (const listener of [...listeners]) if (state === next) safely(listener)(next);
    }
    if (next === 'guest' && certain) {
      settled = true;
      signedOut();
    }
  };

  const assumeGuest = safely(() => {
    if (state === 'pending') become('guest', undefined, false);
  });

  /** The app acts while the page is a guest's: it is one. Its last words tell nothing, having not waited to know. */
  const acted = (): void => {
    if (state === 'guest' && !ended) settle();
  };

  const start = (first: boolean): void => {
    // Not in this task, which the app waits for.
    setTimeout(() => {
      both.forEach((side) => void side.warm());
      // The browser reads its storage from disk once, and then not at the sign-in.
      authenticated.cookies.owner();
    });
    open(first);
    if (instruments) return;
    const telemetries = new Map([...authenticated.telemetries, ...guest.telemetries]);
    instruments = loadInstrumentation({
      telemetries,
      autoPageView: both.some((side) => side.autoPageView),
      plugins: options.config?.eventPluginsToLoad ?? [],
      contextFor: recorder.contextFor,
      sdkUrls: recorder.sdkUrls,
      onFailure: (cause) => report({ type: 'instrument', cause }),
    });
    if (domEvents.length) instruments.registerDomEvents(domEvents);
    if (telemetries.has('http')) {
      unpatch = observeRequests(recorder.requestObserver, (cause) => report({ type: 'instrument', cause }));
    }
  };

  const handOver = (): void => {
    if (consent) both.forEach(({ monitor }) => monitor.settle());
  };
  const roomLeft = (): Room => ({ left: LASTING - lasting.bytes });
  const leave = safely(() => {
    handOver();
    // What was recorded before consent was withdrawn leaves, too.
    const room = roomLeft();
    both.forEach(({ delivery }) => delivery.leave(room, ended > 0));
  });
  const onHide = safely(({ type }: Event) => {
    const hidden = document.visibilityState === 'hidden';
    if (type === 'pagehide') {
      ended = 1;
      assumeGuest();
    } else if (!hidden) return;
    // A page that is in sight is hidden right after its end: that is told last.
    if (ended && hidden) ended = 2;
    leave();
  });
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    ended = 0;
    if (persisted) recorder.restored();
  };
  const recordError = safely((error: unknown) => instruments?.recordError(error));
  for (const { monitor } of both) {
    monitor.rum.onError = recordError;
    monitor.rum.bus.subscribe(Topic.EVENT, () => {
      // The app's last words: nothing comes after them but microtasks.
      if (ended > 1) queueMicrotask(leave);
    });
  }

  if (consent) safely(start)(true);
  // At the window, where the event arrives last: web-vitals reports what it kept from listeners on the document.
  const stopListening = keepListening(window, {
    visibilitychange: onHide,
    pagehide: onHide,
    pageshow: (event) => onShow(event as PageTransitionEvent),
  });
  // Beyond what timers can hold it is for ever; they would fire at once.
  const pending = pendingTimeout < 2 ** 31 ? setTimeout(assumeGuest, pendingTimeout) : undefined;
  let unfollow: (() => void) | undefined;
  safely(() => {
    unfollow =
      auth &&
      followAuth(
        auth,
        safely((who: AuthUser | null) => become(who ? 'authenticated' : 'guest', who ?? undefined, true)),
        (cause) => report({ type: 'auth', cause }),
      );
  })();

  const subscribe = (listener: (state: RumState) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  return {
    setSignedIn: safely((signedIn: boolean) => become(signedIn ? 'authenticated' : 'guest', undefined, true)),
    get state() {
      return state;
    },
    subscribe,
    recordPageView: safely((page: Page) => {
      if (recorder.page !== undefined) acted();
      recorder.view(page);
    }),
    recordError: (error) => {
      acted();
      recordError(error);
    },
    recordEvent: safely((type: string, data: object, metadata?: Record<string, string | number | boolean>) => {
      acted();
      try {
        recorder.record({ type, data, metadata });
      } catch (cause) {
        report({ type: 'invalid-event', count: 1, note: type, cause });
      }
    }),
    addSessionAttributes: safely(recorder.attributes),
    registerDomEvents: safely((events: TargetDomEvent[]) => {
      if (instruments) instruments.registerDomEvents(events);
      else domEvents.push(...events);
    }),
    enable: safely(() => {
      if (consent || disposed) return;
      consent = true;
      // The first consent covers the load of the page; what happened between two is nobody's.
      start(!instruments);
    }),
    disable: safely(() => {
      if (!consent || disposed) return;
      recorder.stop();
      consent = false;
      forgotten = true;
      both.forEach((side) => side.forget());
    }),
    async flush(timeout = FLUSH_TIMEOUT) {
      let undo: (() => void) | undefined;
      const delivered = async (): Promise<boolean> => {
        if (state === 'pending') await new Promise<unknown>((known) => (undo = subscribe(known)));
        safely(handOver)();
        both.forEach(({ delivery }) => delivery.retry());
        await Promise.all(both.map(({ delivery }) => delivery.empty()));
        return true;
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), timeout)));
      return Promise.race([delivered(), late]).finally(() => {
        clearTimeout(timer);
        undo?.();
      });
    },
    onProblem: listen,
    get health() {
      return { guest: guest.monitor.health, authenticated: authenticated.monitor.health };
    },
    dispose: safely(() => {
      if (disposed) return;
      assumeGuest();
      if (consent) recorder.stop();
      handOver();
      disposed = true;
      clearTimeout(pending);
      unfollow?.();
      unpatch?.();
      instruments?.unload();
      listeners.clear();
      stopListening();
      const room = roomLeft();
      both.forEach((side) => side.stop(room));
    }),
    guest: guest.monitor.rum,
    authenticated: authenticated.monitor.rum,
  };
}
