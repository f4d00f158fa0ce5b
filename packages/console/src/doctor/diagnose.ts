import type { Diagnosis, Finding } from './Finding.ts';
import type { Observations, SeenRum } from './Observations.ts';
import { diagnoseClock } from './rules/diagnoseClock.ts';
import { diagnoseMonitors } from './rules/diagnoseMonitors.ts';
import { diagnosePage } from './rules/diagnosePage.ts';
import { diagnosePageViews } from './rules/diagnosePageViews.ts';
import { diagnoseSignIn } from './rules/diagnoseSignIn.ts';
import { diagnoseStorage } from './rules/diagnoseStorage.ts';
import { diagnoseWay } from './rules/diagnoseWay.ts';
import { notesOn } from './rules/notesOn.ts';

/**
 * What is wrong with the set-up of an app, by what was seen of it. What only follows from something else that is wrong is left out.
 *
 * @example
 * const { findings } = diagnose(observations);
 * for (const { title, cause, fix } of findings) console.log(title, cause, fix);
 */
export function diagnose(observations: Observations): Diagnosis {
  const findings = [
    ...diagnosePage(observations),
    ...observations.rums.flatMap((rum) => diagnoseRum(rum, observations)),
  ];
  return { findings, notes: notesOn(observations, findings) };
}

function diagnoseRum(rum: SeenRum, observations: Observations): Finding[] {
  // Nothing else can be judged where nothing can leave the page.
  const [blocked] = diagnoseWay(rum, observations);
  return [
    ...(blocked ? [blocked] : diagnoseMonitors(rum, observations)),
    ...diagnoseSignIn(rum, observations),
    ...diagnosePageViews(rum, observations),
    ...diagnoseStorage(rum, observations),
    ...diagnoseClock(rum, observations),
  ];
}
