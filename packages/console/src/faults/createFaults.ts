import type { Route } from '../http/Route.ts';
import type { AnswerFault, Fault, RequestFault, StatusFault } from './Fault.ts';
import { matchesBody, matchesRoute, readsBody } from './matchesFault.ts';

/** A fault that is set, and how many requests it has hit so far. */
export type ActiveFault = Fault & { id: number; hits: number };

export interface Faults {
  /** Sets a fault; returns its undo. */
  add: (fault: Fault) => () => void;
  list: () => ActiveFault[];
  clear: () => void;
  /** Takes one back by its id; false when it is not there. */
  remove: (id: number) => boolean;
  /** How a request breaks before its body is read, if it does. A preflight breaks when offline only. Counts as a hit. */
  breakRequest: (route: Route, preflight: boolean) => RequestFault['kind'] | undefined;
  /** Whether `take` looks at the body of such a request. */
  readsBody: (route: Route) => boolean;
  /** What happens to a request that was read, `body` decompressed when it looks at it. Counts as a hit on every fault it uses. */
  take: (route: Route, body: Buffer) => { latency: number; outcome: StatusFault | AnswerFault | undefined };
}

/**
 * The faults set on a console. The first one set is used first. `monitorName` gives a monitor's name for its id; `changed` is
 * called when a fault is set, hits or is over.
 */
export function createFaults(
  monitorName: (id: string) => string | undefined,
  changed: () => void = () => undefined,
): Faults {
  let active: (ActiveFault & { skipped: number })[] = [];
  let lastId = 0;

  const matching = (route: Route) => {
    const name = route.monitorId === undefined ? undefined : monitorName(route.monitorId);
    return active.filter((fault) => matchesRoute(fault, route, name));
  };

  /** Counts a request for a fault; false when the fault lets it through. */
  const hits = (fault: (typeof active)[number]): boolean => {
    if (fault.skipped < (fault.skip ?? 0)) {
      fault.skipped += 1;
      return false;
    }
    fault.hits += 1;
    if (fault.hits === fault.times) active = active.filter((other) => other !== fault);
    changed();
    return true;
  };

  const remove = (id: number): boolean => {
    const before = active.length;
    active = active.filter((fault) => fault.id !== id);
    if (active.length === before) return false;
    changed();
    return true;
  };

  return {
    add(fault) {
      const entry = { ...fault, id: ++lastId, hits: 0, skipped: 0 };
      active.push(entry);
      changed();
      return () => void remove(entry.id);
    },
    list: () => active.map(({ skipped: _, ...fault }) => fault),
    clear() {
      active = [];
      changed();
    },
    remove,
    breakRequest(route, preflight) {
      for (const fault of matching(route)) {
        if (!breaksRequest(fault) || (preflight && fault.kind !== 'offline')) continue;
        if (hits(fault)) return fault.kind;
      }
      return undefined;
    },
    readsBody: (route) => matching(route).some(readsBody),
    take(route, body) {
      let latency = 0;
      let outcome: StatusFault | AnswerFault | undefined;
      for (const fault of matching(route)) {
        if (breaksRequest(fault) || !matchesBody(fault, body)) continue;
        // One outcome is enough: a fault that cannot act is not used up.
        if (fault.kind !== 'latency' && outcome) continue;
        if (!hits(fault)) continue;
        if (fault.kind === 'latency') latency += fault.ms;
        else outcome = fault;
      }
      return { latency, outcome };
    },
  };
}

const breaksRequest = <T extends Fault>(fault: T): fault is T & RequestFault =>
  fault.kind === 'offline' || fault.kind === 'drop-mid-request';
