import type { DualRum } from './types.ts';

/** What there is where there is no browser: everything of a DualRum, doing nothing. */
export function inertDualRum(): DualRum {
  const nothing = (): void => undefined;
  const health = { state: 'idle', queued: 0, sent: 0, dropped: {} };
  const client = new Proxy({}, { get: () => nothing });
  const known: Record<string | symbol, unknown> = {
    state: 'guest',
    subscribe: () => nothing,
    onProblem: () => nothing,
    flush: () => Promise.resolve(true),
    health: { guest: health, authenticated: health },
    guest: client,
    authenticated: client,
  };
  return new Proxy({}, { get: (_, name) => known[name] ?? (name === 'then' ? undefined : nothing) }) as DualRum;
}
