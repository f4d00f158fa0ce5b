import type { DualRum } from './types.ts';

const nothing = (): void => undefined;

/** What there is where there is no browser, or with options that cannot work: everything of a DualRum, doing nothing. */
export function inertDualRum(onProblem: DualRum['onProblem'] = () => nothing): DualRum {
  const health = { state: 'idle', queued: 0, sent: 0, dropped: {} };
  const client = new Proxy({}, { get: () => nothing });
  const known: Record<string | symbol, unknown> = {
    state: 'guest',
    subscribe: () => nothing,
    onProblem,
    /** It can be awaited. */
    then: undefined,
    flush: () => Promise.resolve(true),
    health: { guest: health, authenticated: health },
    guest: client,
    authenticated: client,
  };
  return new Proxy({}, { get: (_, name) => (name in known ? known[name] : nothing) }) as DualRum;
}
