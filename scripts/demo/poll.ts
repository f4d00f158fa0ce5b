import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 100;

/** Resolves as soon as `done` is true; rejects, naming `what`, when it is not within `timeout` milliseconds. */
export async function poll(what: string, done: () => boolean, timeout = 30_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!done()) {
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s in vain: ${what}.`);
    await wait(EVERY_MS);
  }
}

/** Resolves when `value` has not changed for `quiet` milliseconds. */
export async function settled(what: string, value: () => number, quiet: number): Promise<void> {
  let last = value();
  let since = Date.now();
  await poll(what, () => {
    const now = value();
    if (now !== last) since = Date.now();
    last = now;
    return Date.now() - since >= quiet;
  });
}
