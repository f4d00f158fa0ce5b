import type { InternalPluginContext } from '@aws-rum/web-core';
import EventBus, { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { followAuth } from './auth.ts';
import { happenedAt } from './happenedAt.ts';
import { hash } from './hash.ts';
import { createHold } from './hold.ts';
import { createHttpLane, observeHttp } from './http.ts';
import { inertDualRum } from './inert.ts';
import { loadInstruments } from './instruments.ts';
import type { Item } from './monitor.ts';
import { createProblems } from './problems.ts';
import { prepareMonitor } from './prepareMonitor.ts';
import { switchable, type Page } from './switchable.ts';
import { createTimeline, type Era } from './timeline.ts';
import type { AuthUser, DualRum, DualRumOptions, MonitorName, RumState } from './types.ts';
import { checkOptions } from './checkOptions.ts';

const PENDING_TIMEOUT = 10_000;
const FLUSH_TIMEOUT = 5000;

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
  const problems = createProblems();
  const { report } = problems;
  const Client = switchable(options.client ?? Orchestration);
  const guest = prepareMonitor('guest', options, Client, report);
  const authenticated = prepareMonitor('authenticated', options, Client, report);
  const sides = { guest, authenticated };
  const both = [guest, authenticated];

  const created = performance.now();
  let state: RumState = options.initialState ?? (auth ? 'pending' : 'guest');
  let consent = options.enabled !== false;
  let disposed = false;
  /** Who the signed-in monitor's session belongs to: a hash of the user, empty where the app does not say. */
  let owner = '';
  let user: AuthUser | undefined;
  /** The page has been a guest's for certain, so that a sign-in is a new one and not the page load of somebody signed in. */
  let settled = false;
  let page: Page | undefined;
  let shown = 0;
  const hold = createHold(report);
  const timeline = createTimeline({ from: -Infinity, off: !consent });
  const listeners = new Set<(state: RumState) => void>();
  const bus = new EventBus();
  let instruments: ReturnType<typeof loadInstruments> | undefined;
  let unpatch: (() => void) | undefined;

  /** Runs our own code where the app calls: nothing we do may throw into it. */
  const guarded = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (cause) {
      report({ type: 'internal', cause });
      return otherwise;
    }
  };

  /** Files an item under the era it belongs to. */
  const file = (era: Era, item: Item, telemetry: string): void => {
    if (disposed || !consent || era.off) return;
    if (!era.monitor) {
      hold.item(item, telemetry);
      return;
    }
    if (!sides[era.monitor.name].records(telemetry)) return;
    if (item.candidate) era.monitor.candidate(item);
    else if (era === timeline.now) era.monitor.record(item);
    else era.monitor.late(item, era.session);
  };

  const eraOf = (type: string, data: object): Era => {
    const time = happenedAt(type, data, shown);
    return time === undefined ? timeline.now : timeline.at(time);
  };

  const contextFor = (telemetry: string, eraFor: (type: string, data: object) => Era): InternalPluginContext => {
    const { config, getSession } = sides[timeline.now.monitor?.name ?? 'guest'].monitor.rum.context;
    const filed = (candidate: boolean) => (type: string, data: object, metadata?: Item['metadata']) =>
      guarded(() => file(eraFor(type, data), { type, data, metadata, candidate }, telemetry), undefined);
    return {
      applicationId: options.guest.appMonitorId,
      applicationVersion: options.applicationVersion,
      config,
      record: filed(false),
      recordCandidate: filed(true),
      recordPageView: (next: Page) => view(next, true),
      getSession: () => (telemetry === 'http' ? getSession() : timeline.now.monitor?.rum.context.getSession()),
      eventBus: bus,
    };
  };
  for (const { monitor } of both) {
    monitor.rum.bus.subscribe(Topic.EVENT, (event) => bus.dispatch(Topic.EVENT, event));
    monitor.rum.onError = (error) => instruments?.recordError(error);
  }

  const lane = () => {
    const era = timeline.now;
    if (disposed || !consent || era.off) return undefined;
    const side = sides[era.monitor?.name ?? 'guest'];
    const http = side.telemetries.get('http') ?? authenticated.telemetries.get('http');
    if (!http) return undefined;
    return (era.http ??= createHttpLane(
      contextFor('http', () => era),
      http,
      ours,
    ));
  };
  const ours = [options.identityPoolEndpoint, options.guest.appMonitorId, options.authenticated.appMonitorId]
    .filter((part) => part !== undefined)
    .map((part) => new RegExp(part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));

  const view = (next: Page, automatic = false): void => {
    if (disposed) return;
    page = next;
    const era = timeline.now;
    if (!consent || era.off) return;
    if (!era.monitor) hold.page(next);
    else if (!automatic || sides[era.monitor.name].autoPageView) era.monitor.page(next);
  };

  /** Gives the turn to a monitor; what waited while pending goes to it. */
  const open = (name: MonitorName, fresh: boolean): void => {
    const side = sides[name];
    const was = timeline.now;
    was.monitor?.close();
    was.session = was.monitor?.session;
    const held = was.monitor ? undefined : hold.release();
    side.begin(fresh);
    if (name === 'authenticated') side.cookies.keepOwner(owner || '-');
    side.monitor.open(held?.firstPage ?? page, fresh, held?.since, side.keys(user));
    if (held) side.attributes(held.attributes);
    if (held && !was.off) {
      was.monitor = side.monitor;
      held.replay(
        (item, telemetry) => file(was, item, telemetry),
        (next, at) => side.monitor.page(next, at),
      );
    } else timeline.begin({ from: performance.now(), monitor: side.monitor });
  };

  const mayResume = (): boolean => !settled && authenticated.cookies.owner() === (owner || '-');

  const become = (next: 'guest' | 'authenticated', who: AuthUser | undefined, certain: boolean): void => {
    if (disposed) return;
    const nextOwner = who ? hash(`${who.issuer} ${who.subject}`) : '';
    const from = state;
    if (next === 'guest' && certain) settled = true;
    if (next === from && (next === 'guest' || !who || nextOwner === owner)) {
      // Known for a guest, at last: a signed-in session that an earlier page left open has ended.
      if (next === 'guest' && certain) authenticated.cookies.forgetSession();
      return;
    }
    const guestLong = from === 'guest' && performance.now() - created > pendingTimeout;
    if (next === 'authenticated') {
      owner = nextOwner;
      user = who;
      if (guestLong) settled = true;
    }
    const fresh = next === 'authenticated' && (from === 'authenticated' || !mayResume());
    state = next;
    if (consent) open(next, fresh);
    if (next === 'guest') {
      owner = '';
      user = undefined;
      if (certain) authenticated.cookies.forgetSession();
    } else settled = true;
    for (const listener of [...listeners]) guarded(() => listener(next), undefined);
  };

  const start = (): void => {
    for (const side of both) side.warm();
    if (state !== 'pending') open(state, state === 'authenticated' && !mayResume());
    const telemetries = new Map([...authenticated.telemetries, ...guest.telemetries]);
    instruments ??= loadInstruments({
      telemetries,
      autoPageView: both.some((side) => side.autoPageView),
      plugins: options.config?.eventPluginsToLoad ?? [],
      contextFor: (telemetry) => contextFor(telemetry, eraOf),
      ours,
      failed: (cause) => report({ type: 'instrument', cause }),
    });
    if (telemetries.has('http')) unpatch ??= observeHttp(() => guarded(lane, undefined));
  };

  const settle = (): void => both.forEach(({ monitor }) => monitor.settle());
  const onHide = (event: Event): void =>
    guarded(() => {
      if (event.type === 'pagehide') {
        assumeGuest();
      } else if (document.visibilityState !== 'hidden') return;
      if (!consent) return;
      settle();
      both.forEach(({ delivery }) => delivery.leave());
    }, undefined);
  const onShow = (event: PageTransitionEvent): void => {
    if (event.persisted) shown = performance.now();
  };

  guarded(() => {
    if (consent) start();
  }, undefined);
  // After the instruments', which report what is left when the page is hidden.
  document.addEventListener('visibilitychange', onHide);
  window.addEventListener('pagehide', onHide);
  window.addEventListener('pageshow', onShow);
  const assumeGuest = (): void => {
    if (state === 'pending') become('guest', undefined, false);
  };
  const pending = setTimeout(() => guarded(assumeGuest, undefined), pendingTimeout);
  const unfollow =
    auth &&
    guarded(
      () =>
        followAuth(
          auth,
          (who) => guarded(() => become(who ? 'authenticated' : 'guest', who ?? undefined, true), undefined),
          (cause) => report({ type: 'auth', cause }),
        ),
      undefined,
    );

  /** The app acts while the page is a guest's: from now on a sign-in is a new one. */
  const acted = (): void => {
    if (state === 'guest') settled = true;
  };

  return {
    setSignedIn: (signedIn) => guarded(() => become(signedIn ? 'authenticated' : 'guest', undefined, true), undefined),
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    recordPageView: (next) =>
      guarded(() => {
        if (page !== undefined) acted();
        view(next);
      }, undefined),
    recordError: (error) => guarded(() => (acted(), instruments?.recordError(error)), undefined),
    recordEvent: (type, data, metadata) =>
      guarded(() => (acted(), file(timeline.now, { type, data, metadata }, '')), undefined),
    addSessionAttributes: (attributes) =>
      guarded(() => {
        const { monitor } = timeline.now;
        if (monitor) sides[monitor.name].attributes(attributes);
        else hold.attributes(attributes);
      }, undefined),
    registerDomEvents: (events) => guarded(() => instruments?.registerDomEvents(events), undefined),
    enable: () =>
      guarded(() => {
        if (consent || disposed) return;
        consent = true;
        // The first consent covers the page's load; what happened between two is nobody's.
        if (!instruments) timeline.restart({ from: -Infinity });
        else if (state === 'pending') timeline.begin({ from: performance.now() });
        start();
      }, undefined),
    disable: () =>
      guarded(() => {
        if (!consent || disposed) return;
        const era = timeline.now;
        era.monitor?.close();
        era.session = era.monitor?.session;
        hold.release();
        timeline.begin({ from: performance.now(), off: true });
        consent = false;
        for (const { cookies } of both) {
          cookies.forgetSession();
          cookies.forgetUser();
        }
      }, undefined),
    flush: (timeout = FLUSH_TIMEOUT) =>
      guarded(async () => {
        if (consent) settle();
        both.forEach(({ delivery }) => delivery.retry());
        let timer: ReturnType<typeof setTimeout> | undefined;
        const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), timeout)));
        const done = Promise.all(both.map(({ delivery }) => delivery.empty())).then(() => true);
        return Promise.race([done, late]).finally(() => clearTimeout(timer));
      }, Promise.resolve(false)),
    onProblem: (listener) => problems.listen(listener),
    get health() {
      return { guest: guest.monitor.health, authenticated: authenticated.monitor.health };
    },
    dispose: () =>
      guarded(() => {
        if (disposed) return;
        assumeGuest();
        if (consent) {
          timeline.now.monitor?.close();
          settle();
        }
        disposed = true;
        clearTimeout(pending);
        unfollow?.();
        unpatch?.();
        instruments?.unload();
        listeners.clear();
        document.removeEventListener('visibilitychange', onHide);
        window.removeEventListener('pagehide', onHide);
        window.removeEventListener('pageshow', onShow);
        both.forEach((side) => side.stop());
      }, undefined),
    guest: guest.monitor.rum,
    authenticated: authenticated.monitor.rum,
  };
}
