import type { TargetDomEvent } from '@aws-rum/web-core';
import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { checkOptions } from '../api/checkOptions.ts';
import { inertDualRum } from '../api/inertDualRum.ts';
import { isDeveloping } from '../api/isDeveloping.ts';
import { isEnabledAtStart } from '../api/isEnabledAtStart.ts';
import { mergeTelemetries } from '../api/parseTelemetries.ts';
import type { DualRum, DualRumOptions } from '../api/types.ts';
import { followAuthSource } from '../auth/followAuthSource.ts';
import { loadInstrumentation } from '../instrumentation/loadInstrumentation.ts';
import { observeRequests } from '../instrumentation/observeRequests.ts';
import type { Attributes, PageView } from '../monitor/Observation.ts';
import { createProblems } from '../problems/createProblems.ts';
import { createSafely } from '../problems/createSafely.ts';
import { createEventRouter } from '../routing/createEventRouter.ts';
import { createMonitors } from './createMonitors.ts';
import { createSignIn } from './createSignIn.ts';
import { flush } from './flush.ts';
import { monitorsKey, runningRums } from './runningRums.ts';
import { sdkUrls } from './sdkUrls.ts';
import { isKnown, publicState, type SignInState } from './signInState.ts';
import { watchPageLife } from './watchPageLife.ts';

const PENDING_TIMEOUT = 10_000;
/** Milliseconds that the load of the page waits for the name of its page. */
const PAGE_TIMEOUT = 5000;

/**
 * Real user monitoring with two CloudWatch RUM app monitors, one for guests and one for signed-in users.
 *
 * What happens is filed once, under the app monitor whose period it was when it happened. On a server, without a DOM, the
 * result does nothing.
 *
 * @throws Error when an option cannot work and the app is built for developing, or `strict` is set; it names the option and the
 * fix. In production such an app goes on unwatched: the console and `onProblem` have the error. Nothing throws afterwards.
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
  const { report, listen } = createProblems();
  let monitors: ReturnType<typeof createMonitors>;
  try {
    checkOptions(options);
    monitors = createMonitors(options, report, (monitor) => {
      const { client: rum, bus } = monitor.rum;
      // There is one error plugin for both app monitors.
      rum.recordError = recordError;
      bus.subscribe(Topic.EVENT, () => {
        // After the page has ended an event still leaves, in a microtask. One that `beforeSend` records meanwhile does not: that
        // would never end.
        if (page.life !== 'ended' || leaving) return;
        leaving = true;
        queueMicrotask(leave);
      });
      router.attach(monitor);
    });
  } catch (cause) {
    if (isDeveloping() || options?.strict) throw cause;
    console.error(cause);
    report({ type: 'options', cause });
    return inertDualRum(listen);
  }
  const running = runningRums();
  const key = monitorsKey(options);
  const existing = running.get(key);
  if (existing) {
    console.warn('createDualRum: these app monitors have a rum. dispose() it first.');
    return existing;
  }

  const { auth, pendingTimeout = PENDING_TIMEOUT } = options;
  const safely = createSafely((cause) => report({ type: 'internal', cause }));
  let instrumentation: ReturnType<typeof loadInstrumentation> | undefined;
  const recordError = safely((error: unknown) => instrumentation?.recordError(error));
  const urls = sdkUrls(options);
  const router = createEventRouter(options, monitors, urls, report, safely);

  /** `not shown`: it is given, but the page is prerendered, and recording waits. `disposed`: nothing begins again. */
  let consent: 'given' | 'not shown' | 'missing' | 'disposed' = 'missing';
  /** The state in which the first recording is to begin, until it does. */
  let firstState: SignInState | undefined;
  /** Runs while the first recording waits for a router to name its page. */
  let pageTimer: ReturnType<typeof setTimeout> | undefined;
  let unpatchRequests: (() => void) | undefined;
  /** DOM events that the app has registered before there is consent. */
  const domEvents: TargetDomEvent[] = [];

  const applyState = (state: SignInState, sincePageLoad: boolean): void => {
    if (!isKnown(state)) router.wait(sincePageLoad);
    else if (state.is === 'guest') {
      router.switchTo({ monitor: monitors.guest, user: undefined, userKey: '', newSession: false }, sincePageLoad);
    } else {
      const { user, userKey, session } = state;
      router.switchTo({ monitor: monitors.authenticated, user, userKey, newSession: session === 'new' }, sincePageLoad);
    }
  };
  const signIn = createSignIn({
    initial: options.initialState ?? (auth ? 'pending' : 'guest'),
    storedUserKey: () => monitors.authenticated.storedUserKey(),
    forgetStoredSession: () => monitors.authenticated.forgetSession(),
    onChange: (change, state) => {
      if (consent !== 'given') return;
      if (pageTimer && !firstState && state.is !== 'pending') {
        firstState = state;
        return;
      }
      openFirstRecording();
      if (change !== 'resume' || !router.resume()) applyState(state, false);
    },
    timeout: pendingTimeout,
    safely,
  });

  /**
   * Opens the first recording. Not in the task that creates the rum, which the app waits for: the first cookie that a page reads
   * may take the browser 20 ms. Until then what happens waits, as while it is pending.
   */
  const openFirstRecording = (): void => {
    clearTimeout(pageTimer);
    pageTimer = undefined;
    const state = firstState;
    firstState = undefined;
    if (!state) return;
    monitors.all.forEach((monitor) => monitor.identify());
    applyState(state, true);
  };
  const openOrDefer = (sincePageLoad: boolean): void => {
    const { state } = signIn;
    if (!sincePageLoad || state.is === 'pending') return applyState(state, sincePageLoad);
    firstState = state;
    router.wait(true);
    setTimeout(
      safely(() => {
        if (!pageTimer) openFirstRecording();
      }),
    );
  };
  const startRecording = (sincePageLoad: boolean): void => {
    openOrDefer(sincePageLoad);
    // Not in this task, either.
    setTimeout(() => {
      // Consent may be withdrawn by then, and nothing is stored any more.
      if (consent !== 'given') return;
      monitors.all.forEach((monitor) => void monitor.warm());
      // The browser reads its storage from disk once, and then not at the sign-in.
      monitors.authenticated.storedUserKey();
    });
    if (instrumentation) return instrumentation.callPlugins('enable');
    const onFailure = (cause: unknown): void => report({ type: 'instrument', cause });
    const { guest, authenticated } = monitors.configs;
    const telemetries = mergeTelemetries(guest.telemetries, authenticated.telemetries);
    instrumentation = loadInstrumentation({
      telemetries,
      autoPageView: !(guest.config.disableAutoPageView && authenticated.config.disableAutoPageView),
      pageIdFormat: router.pageIdFormat,
      plugins: options.config?.eventPluginsToLoad ?? [],
      contextFor: router.contextFor,
      sdkUrls: urls,
      onFailure,
    });
    if (domEvents.length) instrumentation.registerDomEvents(domEvents);
    if (telemetries.has('http')) unpatchRequests = observeRequests(router.currentRequestObserver, onFailure);
  };

  /** There is consent. A page that is prerendered is no visit before somebody opens it: what the app records waits for that. */
  const onConsent = (sincePageLoad: boolean): void => {
    consent = 'given';
    if (!(document as { prerendering?: boolean }).prerendering) return startRecording(sincePageLoad);
    consent = 'not shown';
    router.wait(sincePageLoad);
    const show = safely(() => {
      if (consent !== 'not shown') return;
      consent = 'given';
      startRecording(sincePageLoad);
    });
    document.addEventListener('prerenderingchange', show, { once: true });
  };

  const flushMonitors = (): void => {
    openFirstRecording();
    if (consent !== 'given') return;
    instrumentation?.callPlugins('flush');
    monitors.all.forEach((monitor) => monitor.flush());
  };
  let leaving = false;
  const leave = safely(() => {
    leaving = true;
    flushMonitors();
    leaving = false;
    // What was recorded before consent was withdrawn leaves, too.
    monitors.created.forEach(({ transport }) => transport.leave(page.life !== 'live'));
  });
  /** The app records something. As the page ends that tells nothing: a guest may only be assumed, for want of time. */
  const act = (): void => {
    if (page.life === 'live') signIn.act();
  };

  const restore = (): void => {
    router.restored();
    for (const { transport, warm } of monitors.created) {
      transport.restore();
      // Others may have left something meanwhile.
      if (consent === 'given') void warm();
    }
  };
  const page = watchPageLife({ onUnload: signIn.assume, onLeave: leave, onRestore: restore }, safely);

  if (isEnabledAtStart(options)) safely(onConsent)(true);
  // After the instruments: what they report as the page goes is recorded before it leaves.
  page.start();
  let unfollow: (() => void) | undefined;
  /** Told once, until the source answers. */
  let isAuthProblemReported = false;
  safely(() => {
    unfollow =
      auth &&
      followAuthSource(auth, {
        onHint: safely(signIn.check),
        onAnswer: safely((user) => {
          isAuthProblemReported = false;
          if (user) signIn.signIn(user);
          else signIn.signOut(true);
        }),
        onFailure(cause) {
          if (!isAuthProblemReported) report({ type: 'auth', cause });
          isAuthProblemReported = true;
        },
      });
  })();

  const rum: DualRum = {
    setSignedIn: safely((signedIn: boolean) => (signedIn ? signIn.signIn() : signIn.signOut())),
    get state() {
      return publicState(signIn.state);
    },
    subscribe: signIn.subscribe,
    recordPageView: safely((view: PageView) => {
      // The first page view does not tell that the user is a guest: apps record it before they know.
      if (router.page !== undefined) act();
      router.viewPage(view);
      if (pageTimer) openFirstRecording();
    }),
    awaitPageView: safely(() => {
      if (router.awaitPageView()) pageTimer = setTimeout(safely(openFirstRecording), PAGE_TIMEOUT);
    }),
    recordError: (error) => {
      act();
      recordError(error);
    },
    recordEvent: safely((type: unknown, data: object, metadata?: Attributes) => {
      act();
      router.record({ type: String(type), data, metadata });
    }),
    addSessionAttributes: safely(router.addSessionAttributes),
    registerDomEvents: safely((events: TargetDomEvent[]) => {
      if (instrumentation) instrumentation.registerDomEvents(events);
      else domEvents.push(...events);
    }),
    enable: safely(() => {
      if (consent !== 'missing') return;
      // The first consent covers the load of the page; what happened between two is nobody's.
      onConsent(!instrumentation);
    }),
    disable: safely(() => {
      if (consent === 'missing' || consent === 'disposed') return;
      openFirstRecording();
      instrumentation?.callPlugins('disable');
      router.stop();
      consent = 'missing';
      monitors.all.forEach((monitor) => monitor.forget());
    }),
    flush: (timeout) => flush({ signIn, monitors: monitors.all, flushMonitors: safely(flushMonitors) }, timeout),
    onProblem: listen,
    get health() {
      // Whoever looks, such as a display that looks every second, does not end the wait for the first route.
      if (!pageTimer) openFirstRecording();
      return { guest: monitors.guest.health, authenticated: monitors.authenticated.health };
    },
    dispose: safely(() => {
      if (consent === 'disposed') return;
      signIn.assume();
      openFirstRecording();
      if (consent !== 'missing') router.stop();
      flushMonitors();
      consent = 'disposed';
      running.delete(key);
      signIn.close();
      page.stop();
      unpatchRequests?.();
      instrumentation?.unload();
      monitors.created.forEach((monitor) => monitor.stop());
      // The app's own may throw.
      unfollow?.();
    }),
    get guest() {
      openFirstRecording();
      return monitors.guest.rum.client;
    },
    get authenticated() {
      openFirstRecording();
      return monitors.authenticated.rum.client;
    },
  };
  running.set(key, rum);
  return rum;
}
