import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '@dual-rum/console';
import type { EnginePage } from '../../../support/engines/Engine.ts';
import { goBack, reload, waitFor } from '../../../support/engines/navigate.ts';
import type { Action, Journey, Step, User } from '../journey/journey.ts';
import { logIn } from './logIn.ts';

/** A page that ends sooner may not have loaded yet what signs its events. */
const SHORTEST_LIFE = 300;

export interface Visit {
  page: EnginePage;
  /** Where the subject's pages are, with a slash at the end. */
  folder: string;
  /** Another page, without a subject. */
  elsewhere: string;
  /** Told of each step before it is taken. */
  onStep: (step: Step | 'load' | Journey['end']) => void | Promise<void>;
  /** Lets the time pass that a step says. */
  pause: (ms: number) => Promise<void>;
  /** @param sentBefore requests with a batch that earlier pages have begun. */
  onFault: (fault: Fault, sentBefore: number) => void | Promise<void>;
  /** Told before a page ends. */
  beforeEnd: () => Promise<void>;
}

/** The label of the page that a browser comes back to. */
export const BACK = 'label-2000000';

/** Loads a page of the journey. */
async function load(page: EnginePage, navigate: () => Promise<unknown>): Promise<void> {
  await navigate();
  // A page that was kept is not loaded again: then nothing but its own state tells that it is there.
  await waitFor(page, () => document.readyState === 'complete' && Boolean(window.remote));
}

/** To the provider and back. */
async function leave(page: EnginePage, folder: string, user: User | null): Promise<void> {
  await page.evaluate((user) => {
    window.isLeft = true;
    window.remote.leave(user);
  }, user);
  if (user !== null) await logIn(page, user);
  await waitFor(page, (folder) => !window.isLeft && location.href.startsWith(folder), folder);
}

/** Does in a page what the journey says, to its end. */
export async function visit(
  { setup, landing, steps, end }: Journey,
  { page, folder, elsewhere, onStep, pause, onFault, beforeEnd }: Visit,
): Promise<void> {
  let loaded = 0;
  const arrive = async (navigate: () => Promise<unknown>): Promise<void> => {
    await load(page, navigate);
    loaded = performance.now();
    if (setup.restore === 'late') await waitFor(page, () => window.remote.known());
  };
  /** Before a page ends: what it has can be sent. */
  const ready = async (): Promise<void> => {
    await sleep(Math.max(0, SHORTEST_LIFE - (performance.now() - loaded)));
    await waitFor(page, () => window.remote.ready());
    await beforeEnd();
  };

  const take = async (step: Step): Promise<void> => {
    switch (step.step) {
      case 'tick':
        return page.evaluate((actions) => window.remote.perform(actions), step.actions);
      case 'press':
        await page.evaluate((label) => window.remote.offerButton(label), step.label);
        return page.press(50, 50);
      case 'hide':
      case 'show':
        return page.evaluate((visible) => window.remote.setVisible(visible), step.step === 'show');
      case 'fault':
        return onFault(step.fault, await page.evaluate(() => window.remote.sentBefore()));
      case 'reload':
        await ready();
        return arrive(() => reload(page));
      case 'away':
        await ready();
        await page.goto(elsewhere);
        await arrive(() => goBack(page));
        // A page that was kept and did not know asks again; until it does, the user does nothing.
        return waitFor(page, () => window.remote.answered());
      case 'redirect':
        await waitFor(page, () => window.remote.known());
        await ready();
        return arrive(() => leave(page, folder, step.user));
    }
  };

  await onStep('load');
  await arrive(() => page.goto(folder + landing));
  for (const step of steps) {
    await onStep(step);
    await take(step);
    if (step.wait > 0) await pause(step.wait);
  }
  await onStep(end);
  if (end === 'close') {
    await ready();
    return page.close();
  }
  await sleep(30);
  await waitFor(page, () => !window.remote.busy());
  await page.evaluate(() => window.remote.flush());
}

/**
 * Back on the site some time later: what an earlier page could not send is sent now. What a user did waits for the user.
 *
 * @param users who sign in, one after the other; undefined is whoever the app says.
 * @param leaves whether they leave the page to sign in.
 */
export async function comeBack(
  page: EnginePage,
  folder: string,
  users: (User | undefined)[],
  leaves: boolean,
): Promise<void> {
  const known = async (): Promise<void> => {
    await waitFor(page, () => window.remote.known());
    await sleep(SHORTEST_LIFE);
  };
  const act = async (action: Action): Promise<void> => {
    await page.evaluate((action) => window.remote.perform([action]), action);
    await known();
  };
  await load(page, () => page.goto(folder + BACK));
  await known();
  for (const user of users) {
    // Whoever was there last; what is left of theirs leaves first.
    if (user) await act({ do: 'sign out' });
    if (user && leaves) {
      await waitFor(page, () => window.remote.ready());
      await load(page, () => leave(page, folder, user));
      await known();
    } else await act({ do: 'sign in', ...(user && { user }) });
  }
  await page.evaluate(() => window.remote.flush());
}
