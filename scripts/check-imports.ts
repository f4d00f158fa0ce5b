/** Part of `npm run lint`: no import goes against the direction of ARCHITECTURE.md, and none in a circle. */
import { resolve } from 'node:path';
import { findImportProblems } from './imports/findImportProblems.ts';
import { readModules } from './imports/readModules.ts';

/** Beginnings of problems that are known and will be mended: the list may only get shorter. */
const KNOWN = [
  'packages/browser/src/monitor/createEventBuffer.ts imports packages/browser/src/routing/createTimeline.ts',
  'packages/browser/src/problems/createProblems.ts → ',
  'packages/browser/src/transport/createSender.ts → ',
  'packages/browser/src/monitor/createEventBuffer.ts → ',
  'test/e2e/fidelity/page/start.ts → ',
  ...['canonical.ts', 'console.test.ts', 'deployment.ts', 'evaluator.test.ts', 'sameEverywhere.test.ts'].map(
    (file) => `test/contracts/cdk/${file} imports packages/console/src/`,
  ),
];

const root = resolve(import.meta.dirname, '..');
const problems = findImportProblems(readModules(root, ['packages', 'examples', 'test', 'scripts']));
const fresh = problems.filter((problem) => !KNOWN.some((known) => problem.startsWith(known)));
for (const problem of fresh) console.error(problem);
for (const known of KNOWN) {
  if (!problems.some((problem) => problem.startsWith(known)))
    console.warn(`No longer so, remove it from KNOWN: ${known}`);
}
process.exitCode = fresh.length > 0 ? 1 : 0;
