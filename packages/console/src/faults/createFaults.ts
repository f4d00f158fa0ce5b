import type { Route } from '../http/Route.ts';
import type { ConnectionFault, Fault, StatusFault } from './Fault.ts';

/** A fault that is set, and what it has done so far. */
export type ActiveFault = Fault & { id: number; hits: number };

export interface Faults {
  /** Sets a fault; returns its undo. */
  add: (fault: Fault) => () => void;
  list: () => ActiveFault[];
  clear: () => void;
  /** Whether the connection is refused; counts as a hit. */
  isOffline: (route: Route) => boolean;
  /** What happens to this request; counts as a hit on every fault it uses. */
  take: (route: Route) => { latency: number; outcome: StatusFault | ConnectionFault | undefined };
}

/** The faults set on a console. The first one set is used first. `monitorName` gives a monitor's name for its id. */
export function createFaults(monitorName: (id: string) => string | undefined): Faults {
  let active: ActiveFault[] = [];
  let lastId = 0;

  const matches = (fault: Fault, route: Route): boolean =>
    (fault.target ?? 'rum') === route.target &&
    (fault.operation === undefined || fault.operation === route.operation) &&
    (fault.monitor === undefined ||
      (route.monitorId !== undefined && [route.monitorId, monitorName(route.monitorId)].includes(fault.monitor)));

  const hit = (fault: ActiveFault): void => {
    fault.hits += 1;
    if (fault.hits === fault.times) active = active.filter((other) => other !== fault);
  };

  return {
    add(fault) {
      const entry: ActiveFault = { ...fault, id: ++lastId, hits: 0 };
      active.push(entry);
      return () => {
        active = active.filter((other) => other !== entry);
      };
    },
    list: () => active.map((fault) => ({ ...fault })),
    clear() {
      active = [];
    },
    isOffline(route) {
      const fault = active.find((candidate) => candidate.kind === 'offline' && matches(candidate, route));
      if (fault) hit(fault);
      return fault !== undefined;
    },
    take(route) {
      const matching = active.filter((fault) => fault.kind !== 'offline' && matches(fault, route));
      let latency = 0;
      let outcome: StatusFault | ConnectionFault | undefined;
      for (const fault of matching) {
        if (fault.kind === 'latency') latency += fault.ms;
        else if (outcome) continue;
        else outcome = fault;
        hit(fault);
      }
      return { latency, outcome };
    },
  };
}
