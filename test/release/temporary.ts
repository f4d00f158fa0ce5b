import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder outside the checkout, so that nothing in it finds the checkout's node_modules by accident. */
function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'dual-rum-release-')));
}

/** The same, removed after the test. */
export function testFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
