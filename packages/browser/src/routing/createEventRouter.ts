import type { InternalPluginContext } from '@aws-rum/web-core';
import EventBus, { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import type { DualRumOptions, MonitorName } from '../api/types.ts';
import { createRequestObserver, type RequestObserver } from '../instrumentation/createRequestObserver.ts';
import type { AppMonitor, AppMonitors, RecordingStart } from '../monitor/createAppMonitor.ts';
import type { MonitorConfig } from '../monitor/monitorConfig.ts';
import type { Attributes, Observation, Page, PageView } from '../monitor/Observation.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import type { Safely } from '../problems/createSafely.ts';
import { createPendingQueue } from './createPendingQueue.ts';
import { createTimeline, type Period, type PeriodOwner } from './createTimeline.ts';
import { happenedAt } from './happenedAt.ts';
import { copyJson } from '../watch/stringify.ts';

/** What the next recording is of. The router knows the page, and the moment it begins. */
export type NextRecording = Pick<RecordingStart, 'user' | 'userKey' | 'newSession'> & { monitor: AppMonitor };

type Recorded = Extract<PeriodOwner, { is: 'monitor' }>;

/** Files what happens under the app monitor whose period it was when it happened. */
export function createEventRouter(
  options: DualRumOptions,
  monitors: AppMonitors & { configs: Record<MonitorName, MonitorConfig> },
  sdkUrls: readonly RegExp[],
  report: Report,
  safely: Safely,
) {
  const { configs } = monitors;
  const queue = createPendingQueue();
  const timeline = createTimeline({ from: -Infinity, owner: { is: 'nobody' } });
  const bus = new EventBus();
  let page: Page | undefined;
  /** Who names the pages: the browser's history, or a router of the app, which may not have named one yet. */
  let namedBy: 'history' | 'router, soon' | 'router' = 'history';
  /** Whose recording is open. */
  let live: Recorded | undefined;
  /** When the page was last shown: zero, or its last return from the back/forward cache. */
  let shown = 0;

  const record = ({ monitor, recording }: Recorded, observation: Observation, telemetry: string): void => {
    if (monitor.records(telemetry)) monitor.record(observation, recording);
  };
  /** Cycles, BigInts, getters that throw: what cannot be written down cannot be sent. Nothing else is lost with it. */
  const attempt = (what: string, work: () => void): void => {
    try {
      work();
    } catch (cause) {
      const { name, transport } = (live ?? { monitor: monitors.guest }).monitor;
      transport.countDropped('invalid', 1);
      report({ type: 'invalid-event', monitor: name, count: 1, note: what, cause });
    }
  };
  const file = ({ owner }: Period, observation: Observation, telemetry: string): void => {
    // Without consent nothing is recorded any more, not even what happened before.
    if (timeline.now.owner.is === 'nobody') return;
    attempt(observation.type, () => {
      if (owner.is === 'pending') queue.addObservation(observation, telemetry);
      else if (owner.is === 'monitor') record(owner, observation, telemetry);
    });
  };
  const periodOf = (type: string, data: object): Period => {
    const time = happenedAt(type, data, shown);
    return time === undefined ? timeline.now : timeline.at(time);
  };
  const counts = ({ autoPageView }: AppMonitor, automatic: boolean): boolean =>
    !automatic || (autoPageView && namedBy !== 'router');
  const viewPage = (given: PageView, automatic = false): void => {
    if (automatic && namedBy === 'router') return;
    attempt('page view', () => {
      // Each event on the page carries what is said of it, so all of it has to be sound.
      const next = copyJson(typeof given === 'object' ? given : { pageId: given });
      if (typeof next.pageId !== 'string') throw new TypeError('a page view needs a page id');
      if (!automatic && namedBy === 'router, soon') namedBy = 'router';
      page = next;
      const { owner } = timeline.now;
      if (owner.is === 'pending') queue.addPage(next, automatic);
      else if (owner.is === 'monitor' && counts(owner.monitor, automatic)) owner.monitor.viewPage(next);
    });
  };

  /** The context that the plugins of one telemetry report to. `periodFor` finds the period of each report. */
  const contextFor = (telemetry: string, periodFor = periodOf): InternalPluginContext => {
    const rum = () => {
      const { owner } = periodFor('', {});
      return (owner.is === 'monitor' ? owner.monitor : monitors.guest).rum;
    };
    const record = (candidate: boolean) =>
      safely((type: string, data: object, metadata?: Attributes) =>
        file(periodFor(type, data), { type, data, metadata, candidate }, telemetry),
      );
    return {
      applicationId: options.guest.appMonitorId,
      applicationVersion: options.applicationVersion,
      // Read when it is used: the app monitors may differ.
      get config() {
        return rum().context.config;
      },
      record: record(false),
      recordCandidate: record(true),
      recordPageView: safely((next: PageView) => viewPage(next, true)),
      getSession: () => (periodFor('', {}).owner.is === 'monitor' ? rum().context.getSession() : undefined),
      eventBus: bus,
    };
  };

  /**
   * The observer of requests that start now; undefined where nobody wants them. A request belongs to the period in which it
   * starts, however late it is answered.
   */
  const currentRequestObserver = (): RequestObserver | undefined => {
    const period = timeline.now;
    const { owner } = period;
    if (owner.is === 'nobody') return undefined;
    const http =
      owner.is === 'monitor'
        ? owner.monitor.telemetries.get('http')
        : (configs.guest.telemetries.get('http') ?? configs.authenticated.telemetries.get('http'));
    if (!http) return undefined;
    return (period.requests ??= createRequestObserver(
      contextFor('http', () => period),
      http,
      sdkUrls,
    ));
  };

  /** Ends the open recording. Its requests that are still open need its credentials until they are answered. */
  const end = (): void => {
    if (!live) return;
    const { monitor, recording } = live;
    const release = monitor.close();
    live = undefined;
    const observers = timeline.ofRecording(recording).flatMap(({ requests }) => requests ?? []);
    let open = observers.length;
    if (open === 0) release();
    for (const observer of observers) observer.whenIdle(() => --open === 0 && release());
  };

  /** Files what waited under whom it turned out to belong to. */
  const replay = (owner: Recorded): void => {
    const { entries, attributes, lost } = queue.take();
    owner.monitor.addSessionAttributes(attributes);
    if (lost) {
      report({ type: 'pending-full', count: lost });
      owner.monitor.transport.countDropped('pending', lost);
    }
    for (const entry of entries) {
      safely(() => {
        if (entry.is === 'observation') record(owner, entry.observation, entry.telemetry);
        else if (counts(owner.monitor, entry.automatic)) owner.monitor.viewPage(entry.page, entry.moment);
      })();
    }
  };

  return {
    /** An app monitor was created: plugins hear of its events. */
    attach({ name, rum }: AppMonitor): void {
      rum.bus.subscribe(Topic.EVENT, (event) => {
        bus.dispatch(Topic.EVENT, event);
        if (options.config?.debug) console.debug('Dual RUM', name, event);
      });
    },
    contextFor,
    /** How pages are named now. */
    pageIdFormat(): string | undefined {
      const { owner } = timeline.now;
      return (owner.is === 'monitor' ? owner.monitor.rum.context : configs.guest).config.pageIdFormat;
    },
    currentRequestObserver,
    viewPage,
    record: (observation: Observation): void => file(timeline.now, observation, ''),
    addSessionAttributes: (given: Attributes): void =>
      attempt('session attributes', () => {
        // Each batch carries them.
        const attributes = copyJson(given);
        const { owner } = timeline.now;
        if (owner.is === 'monitor') owner.monitor.addSessionAttributes(attributes);
        else queue.addAttributes(attributes);
      }),
    /**
     * It is not known who is signed in: what happens from now on waits. `sincePageLoad`: so does what happened before. A recording
     * that is open stays so until it is known.
     */
    wait(sincePageLoad: boolean): void {
      queue.open(sincePageLoad ? undefined : page);
      timeline.begin({ from: sincePageLoad ? -Infinity : performance.now(), owner: { is: 'pending' } });
    },
    /**
     * The open recording goes on; what waited belongs to it.
     *
     * @returns whether there is one.
     */
    resume(): boolean {
      const { now } = timeline;
      if (!live) return false;
      if (now.owner.is === 'pending') now.owner = live;
      replay(live);
      return true;
    },
    /**
     * Another recording begins on the current page. What waited goes to it; with `sincePageLoad`, so does what happened before.
     */
    switchTo({ monitor, ...start }: NextRecording, sincePageLoad: boolean): void {
      end();
      const period = timeline.now;
      const waiting = period.owner.is === 'pending' ? queue.begin(counts(monitor, true)) : undefined;
      const recording = monitor.open({ ...start, page: waiting ? waiting.page : page, moment: waiting?.moment });
      live = { is: 'monitor', monitor, recording };
      if (period.owner.is === 'pending') period.owner = live;
      else timeline.begin({ from: sincePageLoad ? -Infinity : performance.now(), owner: live });
      // Attributes wait for consent, too.
      replay(live);
      if (namedBy === 'router, soon') namedBy = 'router';
    },
    /** Nothing that happens from now on is recorded, nor what waits. */
    stop(): void {
      end();
      queue.take();
      timeline.begin({ from: performance.now(), owner: { is: 'nobody' } });
    },
    /**
     * A router names the pages from now on; what the history has named so far counts only where it names none in time.
     *
     * @returns whether nothing is recorded yet.
     */
    awaitPageView(): boolean {
      const isWaiting = !live && namedBy === 'history';
      if (isWaiting) {
        page = undefined;
        namedBy = 'router, soon';
      } else if (live) namedBy = 'router';
      return isWaiting;
    },
    /** The page is back from the back/forward cache. */
    restored(): void {
      shown = performance.now();
    },
    get page(): Page | undefined {
      return page;
    },
  };
}
