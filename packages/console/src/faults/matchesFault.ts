import type { Route } from '../http/Route.ts';
import type { Fault } from './Fault.ts';

/** Whether a fault is for requests like this one, going by the service, the app monitor and the operation. */
export function matchesRoute(fault: Fault, route: Route, monitorName: string | undefined): boolean {
  if ((fault.target ?? 'rum') !== route.target) return false;
  if (fault.operation !== undefined && fault.operation !== route.operation) return false;
  return fault.monitor === undefined || fault.monitor === route.monitorId || fault.monitor === monitorName;
}

/** Whether the body decides if a fault hits. */
export const readsBody = (fault: Fault): boolean =>
  'overBytes' in fault || 'overEvents' in fault || 'containing' in fault;

/** Whether a fault is for this body, given as decompressed bytes. */
export function matchesBody(fault: Fault, body: Buffer): boolean {
  const { overBytes, overEvents, containing } = fault as {
    overBytes?: number;
    overEvents?: number;
    containing?: string;
  };
  if (overBytes !== undefined && body.length <= overBytes) return false;
  if (containing !== undefined && !body.includes(containing)) return false;
  return overEvents === undefined || countEvents(body) > overEvents;
}

function countEvents(body: Buffer): number {
  try {
    const { RumEvents } = JSON.parse(body.toString('utf8')) as { RumEvents?: unknown };
    return Array.isArray(RumEvents) ? RumEvents.length : 0;
  } catch {
    return 0;
  }
}
