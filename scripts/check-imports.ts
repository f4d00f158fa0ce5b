/** Part of `npm run lint`: no import goes against the direction of ARCHITECTURE.md, and none in a circle. */
import { resolve } from 'node:path';
import { findImportProblems } from './imports/findImportProblems.ts';
import { readModules } from './imports/readModules.ts';

const root = resolve(import.meta.dirname, '..');
const problems = findImportProblems(readModules(root, ['packages', 'examples', 'test', 'scripts']));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
