import { resolve } from 'node:path';
import { build } from 'vite';

export const SUBJECTS = ['slim', 'full', 'signin', 'recipe', 'plain'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** What Dual RUM is compared with: what these break is only counted. */
export const isPeer = (subject: SubjectName): boolean => subject === 'recipe' || subject === 'plain';

/** A page of `page/`. */
export type PageName = SubjectName | 'soak';

const folder = resolve(import.meta.dirname, '../page');

/** The pages' scripts by file name, bundled for production as an app would: chunks that load lazily stay chunks. */
export async function bundle(pages: readonly PageName[]): Promise<Map<string, string>> {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    base: '/assets/',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(pages.map((name) => [name, resolve(folder, `${name}.ts`)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  if (!('output' in built)) throw new Error('Vite was expected to answer with one build');
  return new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
}
