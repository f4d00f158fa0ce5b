import { budgets } from './budgets.ts';
import { AWS_SDK, contains, fromPackages, REPLAY } from './measure.ts';
import { ADDITIONS, adds, beforeFirstDispatch, type Addition, type Result } from './results.ts';

export interface Check {
  ok: boolean;
  /** What must hold. */
  what: string;
  /** What was found. */
  found: string;
}

const FRAMEWORKS: Partial<Record<Addition, number>> = {
  './vue': budgets.vue,
  './nuxt': budgets.nuxt,
  './react': budgets.react,
  './react, hooks': budgets.reactHooks,
  './angular': budgets.angular,
};
const budgetOf = (entry: Addition): number => FRAMEWORKS[entry] ?? budgets.signIn;

/** Everything that must hold for one bundler in one kind of project. */
export function checkBudgets(result: Result): Check[] {
  const { dualRum, awsSdk, typesOnly, unused, awsRumWeb } = result.measured;
  const from = `${result.bundler} ${result.type}` as const;
  const entries = Object.keys(ADDITIONS) as Addition[];
  const inside = (what: string, bytes: number, budget: number): Check => ({
    ok: bytes <= budget,
    what: `${what} ≤ ${budget} bytes`,
    found: `${bytes} bytes`,
  });
  const has = (what: string, ok: boolean): Check => ({ ok, what, found: ok ? 'so it is' : 'it is not so' });
  const checks = [
    inside('up front', dualRum.upFront.gzip, budgets.upFront[from]),
    has('the signing code is found', dualRum.signing !== undefined),
    inside('before the first dispatch', beforeFirstDispatch(dualRum).gzip, budgets.beforeFirstDispatch[from]),
    ...entries.map((entry) => inside(`${entry} adds`, adds(entry, result), budgetOf(entry))),
    inside('an import of types', fromPackages(typesOnly), budgets.nothing),
    inside('an import of which nothing is used', fromPackages(unused), budgets.nothing),
  ];
  const upFront = [dualRum, ...entries.map((entry) => result.measured[ADDITIONS[entry]])].flatMap(
    ({ upFrontChunks }) => upFrontChunks,
  );
  checks.push(
    has('no AWS SDK up front', !upFront.some((chunk) => contains(chunk, AWS_SDK))),
    has('no rrweb up front', !upFront.some((chunk) => contains(chunk, REPLAY))),
    // The two above would pass for the wrong reason if their patterns did not recognize what they look for.
    has(
      'the AWS SDK is recognized where it is',
      awsSdk.lazyChunks.some((chunk) => contains(chunk, AWS_SDK)),
    ),
    has(
      'rrweb is recognized where it is',
      awsRumWeb.upFrontChunks.some((chunk) => contains(chunk, REPLAY)),
    ),
  );
  return checks.map((check) => ({ ...check, what: `${from}: ${check.what}` }));
}
