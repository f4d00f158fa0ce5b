import { journeyOf } from '../journey/arbitrary.ts';
import type { SubjectName } from './bundle.ts';
import { run, type Run } from './driver.ts';
import type { Violation } from '../judge/evidence.ts';
import type { Journey } from '../journey/journey.ts';
import type { Rig } from './rig.ts';
import { tell } from '../judge/story.ts';
import { verdict } from '../judge/verdict.ts';

export interface Task {
  subject: SubjectName;
  seed: number;
  length: number;
  /** The services fail now and then. */
  faulty?: boolean;
}

export interface Judged extends Run {
  violations: Violation[];
}

export interface Result extends Task, Judged {
  journey: Journey;
}

/** `count` tasks for a subject, with seeds from `seed` on. */
export const tasksFor = (subject: SubjectName, seed: number, count: number, length: number, faulty = false): Task[] =>
  Array.from({ length: count }, (_, index) => ({ subject, seed: seed + index, length, faulty }));

/** Runs the tasks, several at a time, and tells of each as it ends. */
export async function campaign(
  tasks: Task[],
  rig: Rig,
  { atOnce, tell }: { atOnce: number; tell: (result: Result) => void },
): Promise<Result[]> {
  const left = [...tasks];
  const results: Result[] = [];
  const worker = async (): Promise<void> => {
    for (let task = left.shift(); task; task = left.shift()) {
      const journey = journeyOf(task.seed, task.length, task.subject, task.faulty);
      const result = { ...task, journey, ...(await judge(journey, task.subject, rig)) };
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Runs a journey and says what is wrong with it; that it did not come to its end, too. */
export async function judge(journey: Journey, subject: SubjectName, rig: Rig): Promise<Judged> {
  try {
    const done = await run(journey, subject, rig);
    return { ...done, violations: verdict(done.evidence) };
  } catch (cause) {
    if (!rig.engine.isRunning()) throw cause;
    const evidence = { story: tell([]), arrivals: [], refused: [], noise: [], roles: { guest: '', authenticated: '' } };
    return { evidence, diary: [], events: [], violations: [{ rule: 'broke off', message: String(cause) }] };
  }
}
