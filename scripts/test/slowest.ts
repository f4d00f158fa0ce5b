import { relative } from 'node:path';
import type { Report } from './summary.ts';

const SHOWN = 10;

/** The test files that took longest, a line each. */
export function slowest(reports: Report[], root: string): string[] {
  return reports
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ name: relative(root, name), seconds: (endTime - startTime) / 1000 }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, SHOWN)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
}
