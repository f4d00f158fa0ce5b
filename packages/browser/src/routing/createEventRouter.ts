import type { InternalPluginContext } from '@aws-rum/web-core';
import EventBus, { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { happenedAt } from './happenedAt.ts';
import { createHold } from './createPendingQueue.ts';
import { createHttpLane, type HttpLane } from '../instrumentation/observeRequests.ts';
import type { Item } from '../monitor/createEventBuffer.ts';
import type { Sides } from '../monitor/createAppMonitor.ts';
import type { Report } from '../problems/createProblems.ts';
import type { Page } from '../monitor/awsRumInternals.ts';
import { createTimeline, type Era } from './createTimeline.ts';
import type { DualRumOptions, MonitorName } from '../api/types.ts';

/** Turns our own failures into problems: nothing we do may throw into the app, or into the browser's callbacks. */
export type Safely = <A extends unknown[]>(work: (...args: A) => void) => (...args: A) => void;

/** How a turn of a monitor begins. */
export interface Turn {
  name: MonitorName;
  /** With a session of its own. */
  fresh: boolean;
  /** Gets the side ready, right before the monitor opens. */
  prepare: (side: Sides[MonitorName]) => Parameters<Sides[MonitorName]['monitor']['open']>[3];
}

/** Files what happens under the monitor whose turn it was when it happened. */
export function createRecorder(options: DualRumOptions, sides: Sides, report: Report, safely: Safely) {
  const hold = createHold(report);
  // Nobody's turn, until one begins or it is pending whose.
  const timeline = createTimeline({ from: -Infinity, off: true });
  const bus = new EventBus();
  let page: Page | undefined;
  /** When the page was last shown: zero, or its last return from the back/forward cache. */
  let shown = 0;

  const file = (era: Era, item: Item, telemetry: string): void => {
    const { monitor } = era;
    // Without consent nothing is recorded any more, not even what happened before.
    if (timeline.now.off || era.off) return;
    if (!monitor) {
      hold.item(item, telemetry);
      return;
    }
    if (!sides[monitor.name].records(telemetry)) return;
    if (era === timeline.now) (item.candidate ? monitor.candidate : monitor.record)(item);
    // A candidate waits for a later one of its kind, as long as both are of one session.
    else if (item.candidate && era.session?.id === monitor.session?.id) monitor.candidate(item);
    else monitor.late(item, era.session);
  };

  const eraOf = (type: string, data: object): Era => {
    const time = happenedAt(type, data, shown);
    return time === undefined ? timeline.now : timeline.at(time);
  };

  const view = (next: Page, automatic = false): void => {
    page = next;
    const { monitor, off } = timeline.now;
    if (off) return;
    if (!monitor) hold.page(next);
    else if (!automatic || sides[monitor.name].autoPageView) monitor.page(next);
  };

  const contextFor = (telemetry: string, eraFor = eraOf): InternalPluginContext => {
    const rum = () => (eraFor('', {}).monitor ?? sides.guest.monitor).rum;
    const record = (candidate: boolean) =>
      safely((type: string, data: object, metadata?: Item['metadata']) =>
        file(eraFor(type, data), { type, data, metadata, candidate }, telemetry),
      );
    return {
      applicationId: options.guest.appMonitorId,
      applicationVersion: options.applicationVersion,
      // Read when it is used: the monitors may differ.
      get config() {
        return rum().context.config;
      },
      record: record(false),
      recordCandidate: record(true),
      recordPageView: safely((next: Page) => view(next, true)),
      getSession: () => eraFor('', {}).monitor?.rum.context.getSession(),
      eventBus: bus,
    };
  };

  for (const { monitor } of [sides.guest, sides.authenticated]) {
    monitor.rum.bus.subscribe(Topic.EVENT, (event) => {
      bus.dispatch(Topic.EVENT, event);
      if (options.config?.debug) console.debug('Dual RUM', monitor.name, event);
    });
  }

  /** URLs that the SDK itself calls. */
  const ours = [
    ...[options.guest, options.authenticated].map(({ appMonitorId }) => new RegExp(`/appmonitors/${appMonitorId}`)),
    ...(options.identityPoolEndpoint ? [new RegExp(`^${options.identityPoolEndpoint.replace(/\W/g, '\\$&')}/?$`)] : []),
  ];

  /** Whose requests start now. */
  const lane = (): HttpLane | undefined => {
    const era = timeline.now;
    const http =
      sides[era.monitor?.name ?? 'guest'].telemetries.get('http') ??
      (era.monitor ? undefined : sides.authenticated.telemetries.get('http'));
    if (era.off || !http) return undefined;
    return (era.http ??= createHttpLane(
      contextFor('http', () => era),
      http,
      ours,
    ));
  };

  /** The turn that is ends; everything recorded in it is handed over. */
  const end = (): Era => {
    const era = timeline.now;
    const { monitor, http } = era;
    if (!monitor) return era;
    const release = monitor.close();
    era.session = monitor.session;
    // Requests that are late still need the credentials of the turn they began in.
    if (!http?.open) release();
    else http.idle = release;
    return era;
  };

  return {
    ours,
    contextFor,
    lane,
    view,
    record: (item: Item): void => file(timeline.now, item, ''),
    attributes(attributes: Record<string, string | number | boolean>): void {
      const { monitor } = timeline.now;
      if (monitor) sides[monitor.name].attributes(attributes);
      else hold.attributes(attributes);
    },
    /** It is not known whose turn it is: what happens waits. `first`: so does what happened before. */
    pend: (first: boolean): void => timeline.begin({ from: first ? -Infinity : performance.now() }),
    /** A monitor's turn begins on the current page; what waited goes to it. */
    turn({ name, fresh, prepare }: Turn, first: boolean): void {
      const era = end();
      const side = sides[name];
      const held = era.monitor ? undefined : hold.release();
      const keys = prepare(side);
      side.monitor.open(held?.firstPage ?? page, fresh, held?.since, keys);
      if (held) side.attributes(held.attributes);
      if (held?.lost) side.delivery.countDropped('pending', held.lost);
      if (era.monitor || era.off) {
        timeline.begin({ from: first ? -Infinity : performance.now(), monitor: side.monitor });
        return;
      }
      era.monitor = side.monitor;
      held?.replay(
        safely((item: Item, telemetry: string) => file(era, item, telemetry)),
        safely(side.monitor.page),
      );
    },
    /** Nobody's turn: what happens from now on is not recorded. */
    stop(): void {
      end();
      hold.release();
      timeline.begin({ from: performance.now(), off: true });
    },
    restored(): void {
      shown = performance.now();
    },
    get page() {
      return page;
    },
  };
}
