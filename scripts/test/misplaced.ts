import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A test file and the project of vite.config.ts that runs it, as `vitest list --json` says. */
export interface Listed {
  file: string;
  projectName: string;
}

const TEST = /\.(test|spec)\.[cm]?[jt]sx?$/;
const SKIPPED = new Set(['node_modules', '.git', '.cache', 'dist']);

/** What is wrong with the test files of a checkout: each belongs to exactly one project. */
export function misplaced(root: string, listed: Listed[]): string[] {
  return testFiles(root).flatMap((file) => {
    const projects = listed.filter((one) => one.file === file).map(({ projectName }) => projectName);
    if (projects.length === 1) return [];
    return projects.length === 0
      ? `${file} is in no project of vite.config.ts, so nothing runs it`
      : `${file} is in several projects of vite.config.ts: ${projects.join(', ')}`;
  });
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : testFiles(path);
    return TEST.test(entry.name) ? path : [];
  });
}
