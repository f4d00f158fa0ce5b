import type { DualRum } from '../api/types.ts';

const recorded = new WeakMap<DualRum, WeakSet<object>>();

/** Records an error, unless it was before: a router and the framework itself may tell of the same. */
export function recordErrorOnce(rum: DualRum, error: unknown): void {
  if (typeof error === 'object' && error) {
    const known = recorded.get(rum) ?? new WeakSet();
    if (known.has(error)) return;
    recorded.set(rum, known.add(error));
  }
  rum.recordError(error);
}
