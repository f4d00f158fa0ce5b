import type { DualRum, MonitorHealth, RumClient } from './types.ts';

const nothing = (): void => undefined;

/** What there is where there is no browser: everything of a DualRum, doing nothing. */
export function inertDualRum(): DualRum {
  const client = new Proxy({} as RumClient, { get: () => nothing });
  const health: MonitorHealth = { state: 'idle', queued: 0, sent: 0, dropped: {} };
  return {
    setSignedIn: nothing,
    state: 'guest',
    subscribe: () => nothing,
    recordPageView: nothing,
    recordError: nothing,
    recordEvent: nothing,
    addSessionAttributes: nothing,
    registerDomEvents: nothing,
    enable: nothing,
    disable: nothing,
    flush: () => Promise.resolve(true),
    onProblem: () => nothing,
    health: { guest: health, authenticated: health },
    dispose: nothing,
    guest: client,
    authenticated: client,
  };
}
