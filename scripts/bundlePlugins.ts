import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

type Files = Readonly<Record<string, string>>;

/**
 * Replaces modules by others, by exactly the name under which they are imported: an `alias` of esbuild takes what is below it, too.
 *
 * @param late those that are replaced only where they are imported late
 */
export const replaceModules = (files: Files, late: Files): Plugin => ({
  name: 'replace-modules',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind }) => {
      const all = kind === 'dynamic-import' ? { ...files, ...late } : files;
      return Object.hasOwn(all, path) ? { path: all[path]! } : undefined;
    });
  },
});

/**
 * Lets esbuild leave out the shapes of an AWS client that no command in the bundle uses: two thirds of a client.
 *
 * They are object literals with computed names, `{ [_hH]: 'x-amz-acl' }`, which might call something and must stay. All these names are
 * constant texts of the same file.
 */
export const onlyUsedShapes: Plugin = {
  name: 'only-used-shapes',
  setup({ onLoad }) {
    onLoad({ filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const texts = new Map(
        [...source.matchAll(/^const (\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name!, text!]),
      );
      return {
        contents: source.replace(/\[(\w+)\]:/g, (computed, name: string) =>
          texts.has(name) ? `${texts.get(name)}:` : computed,
        ),
      };
    });
  },
};
