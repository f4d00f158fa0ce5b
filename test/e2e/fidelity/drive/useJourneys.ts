import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineName } from '../../../support/engines/Engine.ts';
import { table } from '../report/table.ts';
import { tally, type Tally } from '../report/tally.ts';
import { trace } from '../report/trace.ts';
import { isPeer, type SubjectName } from './bundle.ts';
import { campaign, type Result, type Task } from './campaign.ts';
import { startRig, type Conditions, type Rig } from './rig.ts';

/** Violations shown of one journey. */
const SHOWN = 10;

export interface Journeys {
  readonly rig: Rig;
  readonly results: Result[];
  tallyOf: (subject: SubjectName) => Tally;
}

/** Goes the journeys before the tests of a file, with a test for each of Dual RUM's; prints what came of all. */
export function useJourneys(
  tasks: Task[],
  engine: EngineName = 'chromium',
  atOnce = 4,
  conditions?: Conditions,
): Journeys {
  const subjects = [...new Set(tasks.map(({ subject }) => subject))];
  let rig: Awaited<ReturnType<typeof startRig>> | undefined;
  let results: Result[] | undefined;

  beforeAll(async () => {
    rig = await startRig(subjects, engine, conditions);
    results = await campaign(tasks, rig, { atOnce, tell: () => undefined });
  });
  afterAll(async () => {
    await rig?.close();
    if (results) console.log(table(subjects.map((subject) => tally(subject, results!))));
  });

  describe('every label arrives once, in the monitor that was active when its action started', () => {
    it.each(tasks.filter(({ subject }) => !isPeer(subject)))('$subject, seed $seed', (task) => {
      const { subject, seed, length, faulty } = task;
      const result = results!.find((one) => one.subject === subject && one.seed === seed)!;
      const { violations } = result;
      // What fails on a busy machine may not fail again.
      if (violations.length > 0) console.log(trace(result));
      const replay = `npm run fidelity -- --runs 1 --subject ${subject} --seed ${seed} --length ${length}${faulty ? ' --faults' : ''} --trace`;
      expect(
        violations.slice(0, SHOWN).map(({ rule, message }) => `${rule}: ${message}`),
        replay,
      ).toEqual([]);
    });
  });

  return {
    get rig() {
      return rig!;
    },
    get results() {
      return results!;
    },
    tallyOf: (subject) => tally(subject, results!),
  };
}
