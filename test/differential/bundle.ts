import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt } from '../support/ensureBuilt.ts';

/** What is compared: one plain aws-rum-web, Dual RUM for a guest, Dual RUM for a signed-in user. */
export const subjects = ['plain', 'guest', 'authenticated'] as const;
export type SubjectName = (typeof subjects)[number];

/** The scripts of each subject's page by file name. What loads lazily is a file of its own. */
export async function bundle(): Promise<Map<string, Uint8Array>> {
  ensureBuilt('browser');
  // One build for each, so that they share no chunks: an app has one of them.
  const builds = await Promise.all(
    subjects.map((name) =>
      build({
        entryPoints: [join(import.meta.dirname, `page/${name}.ts`)],
        bundle: true,
        splitting: true,
        write: false,
        format: 'esm',
        target: 'es2022',
        outdir: '/',
        logLevel: 'error',
      }),
    ),
  );
  return new Map(
    builds.flatMap(({ outputFiles }) => outputFiles.map(({ path, contents }) => [basename(path), contents] as const)),
  );
}
