import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/** Modules by their path in the repository, with the paths and packages that each imports, types included. */
export type Modules = ReadonlyMap<string, readonly string[]>;

/** Reads all TypeScript and Vue files in these folders. */
export function readModules(root: string, folders: string[]): Modules {
  const modules = new Map<string, string[]>();
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const path = posix.join(folder, name.replaceAll('\\', '/'));
      if (!/\.(ts|vue)$/.test(path) || /(^|\/)(node_modules|dist)\//.test(path)) continue;
      modules.set(path, importsOf(path, readFileSync(join(root, path), 'utf8')));
    }
  }
  return modules;
}

/** What a file imports: relative paths as paths in the repository, anything else as it is written. */
export function importsOf(path: string, content: string): string[] {
  const code = path.endsWith('.vue') ? (/<script[^>]*>(.*?)<\/script>/s.exec(content)?.[1] ?? '') : content;
  const { staticImports, staticExports, dynamicImports } = parseSync(path.replace(/\.vue$/, '.ts'), code).module;
  const sources = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => /^(['"`])(.*)\1$/.exec(code.slice(start, end))?.[2] ?? [],
    ),
  ];
  return [...new Set(sources)].map((source) =>
    source.startsWith('.') ? posix.join(posix.dirname(path), source.replace(/\?.*$/, '')) : source,
  );
}
