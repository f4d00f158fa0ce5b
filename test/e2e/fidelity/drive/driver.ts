import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole, type StoredEvent } from '@dual-rum/console';
import { isPeer, type SubjectName } from './bundle.ts';
import { within } from '../../../support/within.ts';
import { collect } from '../judge/collect.ts';
import type { Entry } from '../page/diary.ts';
import type { Evidence } from '../judge/evidence.ts';
import type { Journey } from '../journey/journey.ts';
import { followRequests } from './followRequests.ts';
import { listen } from './listen.ts';
import { once } from '../judge/once.ts';
import { readDiary } from './readDiary.ts';
import type { Rig } from './rig.ts';
import { verdict } from '../judge/verdict.ts';
import { comeBack, visit } from './visit.ts';
import { isFaulty } from '../journey/withFaults.ts';
import { staysOnPage } from '../journey/withRealSignIn.ts';
import { usersOf } from '../journey/usersOf.ts';
import { CLIENT_FAILED } from '../page/diary.ts';
import { logInByPopup } from './logIn.ts';
import { startAppPool } from './startAppPool.ts';
import { wire } from './wire.ts';

/** A page that hangs never answers; a busy machine takes long for a whole visit. */
const LONGEST_VISIT = 240_000;
/** How long what is missing may take to arrive. What the peers lose never does. */
const PATIENCE = 20_000;
const PATIENCE_WITH_PEERS = 4000;
/** Milliseconds that the last requests of a page may take: a browser may drop one, which then never comes. */
const LATE = 2000;
/** What comes twice, comes within this time. */
const ECHO = 200;

/** What a run leaves behind. */
export interface Run {
  evidence: Evidence;
  diary: Entry[];
  events: StoredEvent[];
}

/** Carries out a journey in a browser of its own, against an intake of its own, and gathers what there is to judge it by. */
export async function run(
  journey: Journey,
  subject: SubjectName,
  { engine, site, heals, providers }: Rig,
): Promise<Run> {
  const intake = await startConsole(providers && { identityPools: [{ issuers: providers.issuers }] });
  const appPool = providers && (await startAppPool(journey, providers));
  const context = await engine.newContext();
  const requests = followRequests(intake.url);
  try {
    const faulty = isFaulty(journey);
    /** As slow as the journey says, and no worse. */
    const heal = (): void => {
      intake.clearFaults();
      if (journey.setup.intakeDelay > 0) intake.addFault({ kind: 'latency', ms: journey.setup.intakeDelay });
      for (const [operation, ms] of Object.entries(journey.setup.signIn?.pool ?? {})) {
        intake.addFault({ kind: 'latency', target: 'identity', operation, ms });
      }
    };
    heal();
    const setup = await wire(journey.setup, intake, providers, appPool);
    const folder = site.folderFor(subject, { ...setup, comesBackLater: faulty, hearsItself: !engine.tellsComplaints });
    const page = await context.newPage();
    const { signIn } = journey.setup;
    if (signIn?.popup) page.onPopup((popup) => void logInByPopup(popup, page));
    const noise = listen(page);
    let step: unknown;
    // A page that is gone cannot hear of its first failure.
    const beforeEnd = async (): Promise<void> => {
      if (!faulty || !heals || (await page.evaluate(() => window.remote.failing()))) return;
      heal();
      await requests.answered(PATIENCE);
      // The page hears of it in tasks of its own.
      await page.evaluate(() => new Promise((done) => setTimeout(() => setTimeout(done, 50))));
    };
    const visiting = visit(journey, {
      page,
      folder,
      elsewhere: `${site.url}/`,
      onStep: (next) => void (step = next),
      pause: sleep,
      async onFault(fault, sentBefore) {
        // A page that is gone does not hear that its last requests fail.
        if (heals) await requests.batches(sentBefore, LATE);
        intake.addFault(fault);
      },
      beforeEnd,
    });
    await within(LONGEST_VISIT, visiting, () => `the page hangs at ${JSON.stringify(step)}`);
    if (faulty) {
      // What a flush could not deliver in time is stored. The page may record something as it closes.
      if (journey.end === 'flush') await beforeEnd();
      await page.close();
      heal();
      const later = await context.newPage();
      if (signIn?.popup) later.onPopup((popup) => void logInByPopup(popup, later));
      const users = signIn ? usersOf(journey) : [undefined];
      const back = comeBack(later, folder, users, Boolean(signIn && !staysOnPage(signIn)));
      await within(LONGEST_VISIT, back, () => 'the page hangs that the browser came back to');
    }

    const diary = await readDiary(context, `${site.url}/`);
    const evidence = (): Evidence => {
      const events = faulty ? once(intake.events()) : intake.events();
      const found = collect(diary, intake, events, noise);
      // That something fails is reported, and the browser says so, too.
      const failing = [...(faulty ? [intake.url] : []), ...(appPool?.fails ? [appPool.url] : [])];
      found.noise = noise.filter((text) => !failing.some((url) => text.includes(url)));
      const { story } = found;
      if (faulty) story.problems = story.problems.filter((text) => text.startsWith(CLIENT_FAILED));
      // No user can be signed for while the app's own identity pool fails.
      else if (appPool?.fails) story.problems = story.problems.filter((text) => !text.startsWith('credentials'));
      return found;
    };
    await settled(evidence, isPeer(subject) ? PATIENCE_WITH_PEERS : PATIENCE);
    return { evidence: evidence(), diary, events: intake.events() };
  } finally {
    requests.stop();
    await context.close();
    await Promise.all([intake.close(), appPool?.close()]);
  }
}

/** Waits until nothing is missing, or until it is clear that it will not come. */
async function settled(evidence: () => Evidence, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  const missing = (): boolean => verdict(evidence()).some(({ rule }) => rule === 'lost' || rule === 'page lost');
  while (missing() && performance.now() < deadline) await sleep(50);
  await sleep(ECHO);
}
