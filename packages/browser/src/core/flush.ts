import type { AppMonitor } from '../monitor/createAppMonitor.ts';
import type { createSignIn } from './createSignIn.ts';

interface FlushParts {
  signIn: ReturnType<typeof createSignIn>;
  monitors: readonly AppMonitor[];
  flushMonitors: () => void;
}

const TIMEOUT = 5000;

/** Resolves with `true` when everything recorded so far is acknowledged, or with `false` after `timeout` milliseconds. */
export async function flush({ signIn, monitors, flushMonitors }: FlushParts, timeout = TIMEOUT): Promise<boolean> {
  let unsubscribe: (() => void) | undefined;
  const delivered = async (): Promise<boolean> => {
    if (signIn.state.is === 'pending') await new Promise<unknown>((known) => (unsubscribe = signIn.subscribe(known)));
    flushMonitors();
    monitors.forEach(({ transport }) => transport.retry());
    await Promise.all(monitors.map(({ transport }) => transport.empty()));
    return true;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), timeout)));
  try {
    return await Promise.race([delivered(), late]);
  } finally {
    clearTimeout(timer);
    unsubscribe?.();
  }
}
