import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '@dual-rum/console';
import type { EnginePage } from '../../../support/engines/Engine.ts';
import { goBack, reload, waitFor } from '../../../support/engines/navigate.ts';
import type { Journey, Step, User } from '../journey/journey.ts';
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
  onFault: (fault: Fault) => void;
  /** Told before a page ends. */
  beforeEnd: () => Promise<void>;
}

/** The label of the page that a browser comes back to. */
const BACK = 2_000_000;

/** Does in a page what the journey says, to its end. */
export async function visit(
  { setup, landing, steps, end }: Journey,
  { page, folder, elsewhere, onStep, pause, onFault, beforeEnd }: Visit,
): Promise<void> {
  let loaded = 0;
  const load = async (navigate: () => Promise<unknown>): Promise<void> => {
    await navigate();
    // A page that was kept is not loaded again: then nothing but its own state tells that it is there.
    await waitFor(page, () => document.readyState === 'complete' && Boolean(window.remote));
    loaded = performance.now();
    if (setup.restore === 'late') await waitFor(page, () => window.remote.known());
  };
  /** To the provider and back. */
  const leave = async (user: User | null): Promise<void> => {
    await page.evaluate((user) => {
      window.isLeft = true;
      window.remote.leave(user);
    }, user);
    if (user !== null) await logIn(page, user);
    await waitFor(page, (folder) => !window.isLeft && location.href.startsWith(folder), folder);
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
        return onFault(step.fault);
      case 'reload':
        await ready();
        return load(() => reload(page));
      case 'away':
        await ready();
        await page.goto(elsewhere);
        await load(() => goBack(page));
        // A page that was kept and did not know asks again; until it does, the user does nothing.
        return waitFor(page, () => window.remote.answered());
      case 'redirect':
        await waitFor(page, () => window.remote.known());
        await ready();
        return load(() => leave(step.user));
    }
  };

  await onStep('load');
  await load(() => page.goto(folder + landing));
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

/** Back on the site some time later: what an earlier page could not send is sent now. */
export async function comeBack(page: EnginePage, folder: string): Promise<void> {
  await page.goto(`${folder}label-${BACK}`);
  await waitFor(page, () => document.readyState === 'complete' && Boolean(window.remote));
  await waitFor(page, () => window.remote.known());
  await sleep(SHORTEST_LIFE);
  // What a user did waits for the user.
  await page.evaluate(() => window.remote.perform([{ do: 'sign in' }]));
  await sleep(SHORTEST_LIFE);
  await page.evaluate(() => window.remote.flush());
}
