import { basename, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { ensureBuilt } from '../ensureBuilt.ts';

/** A bundled page script, by file name. `main` is the entry. */
export interface Bundle {
  main: string;
  files: Map<string, Uint8Array>;
}

/** What frameworks call it: they do and say more while developing. */
export type Mode = 'production' | 'development';

const bundles = new Map<string, Promise<Bundle>>();

/**
 * Bundles a script of `pages/`, or one at an absolute path, as an app would: from the built package, lazy parts in chunks of their own.
 * The suites of one process share a bundle.
 */
export function bundle(entry: string, mode: Mode = 'production'): Promise<Bundle> {
  const key = `${mode} ${entry}`;
  const bundle = bundles.get(key) ?? build(entry, mode);
  bundles.set(key, bundle);
  return bundle;
}

async function build(entry: string, mode: Mode): Promise<Bundle> {
  ensureBuilt('browser');
  const { outputFiles } = await esbuild.build({
    entryPoints: [resolve(import.meta.dirname, 'pages', entry)],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      'process.env.NODE_ENV': JSON.stringify(mode),
    },
    logLevel: 'error',
  });
  return {
    main: basename(entry).replace(/\.ts$/, '.js'),
    files: new Map(outputFiles.map(({ path, contents }) => [path.slice(1), contents])),
  };
}
