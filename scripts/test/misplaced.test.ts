import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { misplaced } from './misplaced.ts';

function checkout(...files: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'dual-rum-checkout-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

it('finds a test file that no project runs, and one that several run', () => {
  const root = checkout(
    'src/a.test.ts',
    'src/b.test.ts',
    'src/c.spec.tsx',
    'src/d.ts',
    'node_modules/e.test.ts',
    '.cache/app/f.test.ts',
  );
  const [a, b, c] = ['src/a.test.ts', 'src/b.test.ts', 'src/c.spec.tsx'].map((file) => join(root, file));
  const listed = [
    { file: a!, projectName: 'units' },
    { file: b!, projectName: 'units' },
    { file: b!, projectName: 'browser' },
  ];
  expect(misplaced(root, listed)).toEqual([
    `${b} is in several projects of vite.config.ts: units, browser`,
    `${c} is in no project of vite.config.ts, so nothing runs it`,
  ]);
});
