import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * The page's module as one file, with its undo. With Vite: @aws-sdk/credential-providers brings its Node side along where
 * esbuild bundles it.
 */
export async function bundlePage(): Promise<{ path: string; remove: () => void }> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, 'page.ts'), output: { codeSplitting: false } },
    },
  });
  if (!('output' in built)) throw new Error('Vite was expected to answer with one build');
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-page-'));
  const path = join(folder, 'page.js');
  writeFileSync(path, built.output[0].code);
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
