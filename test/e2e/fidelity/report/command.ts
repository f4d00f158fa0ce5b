import { parseArgs } from 'node:util';
import { ENGINES } from '../../../support/engines/Engine.ts';
import { isPeer, SUBJECTS } from '../drive/bundle.ts';
import { campaign, judge, tasksFor, type Result } from '../drive/campaign.ts';
import { startRig, type Rig } from '../drive/rig.ts';
import { shrink } from '../journey/shrink.ts';
import { table } from './table.ts';
import { tally } from './tally.ts';
import { trace } from './trace.ts';

const HELP = `npm run fidelity -- [options]

Random journeys in a real browser. Every action carries a label, and every label must arrive exactly once, in the app
monitor that was active when the action started.

  --runs <n>       journeys for each subject (20)
  --seed <n>       the first journey's seed; each further one adds 1 (random)
  --subject <s>    slim, full, signin, recipe, plain, several of them with commas, or all (all)
                   slim: Dual RUM; full: on aws-rum-web's client; signin: with users who sign in by Amplify,
                   auth0-spa-js or oidc-client-ts at local providers, with an identity pool and answers of current()
                   that take 0 to 3 seconds; recipe: two aws-rum-web wired by hand; plain: one aws-rum-web, with
                   journeys on which nobody signs in
  --engine <e>     chromium, firefox or webkit (chromium)
  --faults         the data plane and the identity pool fail now and then, and the browser comes back at the end, where
                   everybody who has signed in does so once more. The services are sound as a page ends that has not heard
                   that they fail, and until its last requests are answered
  --unhealed       with --faults: a service that fails goes on to fail while a page ends, which then hears of no refusal
  --length <n>     actions in a journey (30)
  --trace          what each page did and what each batch brought, in order of time
  --at-once <n>    journeys at the same time (4)
  --shrink <n>     attempts to find a shorter journey that fails like the first failure (20)

Prints a table. "doubled" counts an event once that arrived again with the same id; "again" counts those copies. The status is 1 when Dual RUM broke any rule; what recipe and plain break is only counted.
--runs 1 with the printed seed and length repeats one journey.`;

/** Violations shown of one journey. */
const SHOWN = 10;

/** Runs the command; resolves with its exit status. */
export async function command(args: string[]): Promise<number> {
  const { help, subjects, runs, seed, length, atOnce, attempts, traced, faulty, heals, engine } = parse(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const rig = Object.assign(await startRig(subjects, engine), { heals });
  try {
    const tasks = subjects.flatMap((subject) => tasksFor(subject, seed, runs, length, faulty));
    console.log(
      `${tasks.length} journeys of ${length} actions in ${rig.engine.version}, seeds ${seed} to ${seed + runs - 1}`,
    );
    let done = 0;
    const results = await campaign(tasks, rig, {
      atOnce,
      tell: (result) => {
        if (traced) console.log(trace(result));
        progress(++done, tasks.length, result);
      },
    });
    const failed = results.filter(({ subject, violations }) => !isPeer(subject) && violations.length > 0);
    if (failed[0]) await explain(failed[0], rig, attempts);
    console.log(`\n${table(subjects.map((subject) => tally(subject, results)))}\n`);
    for (const { subject, seed, length } of failed) {
      console.log(
        `failed: npm run fidelity -- --runs 1 --subject ${subject} --seed ${seed} --length ${length}${faulty ? ' --faults' : ''}${heals ? '' : ' --unhealed'}`,
      );
    }
    return failed.length > 0 ? 1 : 0;
  } finally {
    await rig.close();
  }
}

function progress(done: number, of: number, { subject, seed, violations }: Result): void {
  const bad = !isPeer(subject) && violations.length > 0;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${done} of ${of}`);
  else if (done % 10 === 0 || done === of) console.log(`${done} of ${of}`);
  if (!bad) return;
  console.log(`\n✗ ${subject}, seed ${seed}: ${violations.length} violations`);
  for (const { rule, message } of violations.slice(0, SHOWN)) console.log(`    ${rule}: ${message}`);
}

/** Prints the shortest journey found that breaks one of the rules that the first failure broke. */
async function explain({ subject, seed, journey, violations }: Result, rig: Rig, attempts: number): Promise<void> {
  console.log(`\nlooking for a shorter journey than that of seed ${seed} …`);
  const rules = new Set(violations.map(({ rule }) => rule));
  const smallest = await shrink(
    journey,
    async (smaller) => (await judge(smaller, subject, rig)).violations.some(({ rule }) => rules.has(rule)),
    attempts,
  );
  console.log(JSON.stringify({ ...smallest, steps: undefined }));
  for (const step of smallest.steps) console.log(`  ${JSON.stringify(step)}`);
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      subject: { type: 'string', default: 'all' },
      length: { type: 'string', default: '30' },
      engine: { type: 'string', default: 'chromium' },
      faults: { type: 'boolean', default: false },
      unhealed: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      'at-once': { type: 'string', default: '4' },
      shrink: { type: 'string', default: '20' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const number = (name: 'runs' | 'seed' | 'length' | 'at-once' | 'shrink'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is ${values[name]}; give a whole number`);
    return value;
  };
  const asked: readonly string[] = values.subject === 'all' ? SUBJECTS : values.subject.split(',');
  const subjects = SUBJECTS.filter((name) => asked.includes(name));
  if (subjects.length < asked.length) {
    throw new Error(`--subject is ${values.subject}; give ${SUBJECTS.join(', ')}, several with commas, or all`);
  }
  const engine = ENGINES.find((name) => name === values.engine);
  if (!engine) throw new Error(`--engine is ${values.engine}; give ${ENGINES.join(', ')}`);
  return {
    help: values.help,
    subjects,
    runs: number('runs'),
    seed: number('seed'),
    length: number('length'),
    atOnce: Math.max(1, number('at-once')),
    attempts: number('shrink'),
    traced: values.trace,
    faulty: values.faults,
    heals: !values.unhealed,
    engine,
  };
}
