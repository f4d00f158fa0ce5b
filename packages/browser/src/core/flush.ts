import type { AppMonitor } from '../monitor/createAppMonitor.ts';
import type { createSignIn } from './createSignIn.ts';

interface FlushParts {
  signIn: Pick<ReturnType<typeof createSignIn>, 'whenKnown'>;
  monitors: readonly Pick<AppMonitor, 'transport'>[];
  flushMonitors: () => void;
}

const TIMEOUT = 5000;

/** Resolves with `true` when everything recorded so far is acknowledged, or with `false` after `timeout` milliseconds. */
export async function flush({ signIn, monitors, flushMonitors }: FlushParts, timeout = TIMEOUT): Promise<boolean> {
  let stopWaiting: (() => void) | undefined;
  const delivered = async (): Promise<boolean> => {
    // What waits to know who is signed in is not in a monitor yet.
    await new Promise<void>((done) => {
      stopWaiting = signIn.whenKnown(() => {
        flushMonitors();
        monitors.forEach(({ transport }) => transport.retry());
        done();
      });
    });
    await Promise.all(monitors.map(({ transport }) => transport.empty()));
    return true;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), timeout)));
  try {
    return await Promise.race([delivered(), late]);
  } finally {
    clearTimeout(timer);
    stopWaiting?.();
  }
}
