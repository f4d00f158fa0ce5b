import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

export type Bundle = 'dual' | 'plain' | 'empty' | 'work';

/** Where the bundles are. Inside node_modules, which no tool of the repository looks into. */
export const bundleFolder = resolve(import.meta.dirname, '../../node_modules/.cache/bench');

/** Bundles each page script by itself, as an application's production build does. */
export async function buildBundles(): Promise<void> {
  rmSync(bundleFolder, { recursive: true, force: true });
  for (const name of ['dual', 'plain', 'empty', 'work'] satisfies Bundle[]) {
    await build({
      root: import.meta.dirname,
      configFile: false,
      logLevel: 'error',
      base: `/${name}/`,
      build: {
        outDir: join(bundleFolder, name),
        rolldownOptions: {
          input: join(import.meta.dirname, 'page', `${name}.ts`),
          output: { entryFileNames: 'main.js' },
        },
      },
    });
  }
}
