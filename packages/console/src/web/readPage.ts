import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** A file of the page as it is sent. */
export interface PageFile {
  type: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.md': 'text/plain; charset=utf-8',
};

/** The files of the built page by their path: `/index.html`, `/assets/index-….js`. Empty when the page is not built. */
export function readPage(folder: string = builtPage()): Map<string, PageFile> {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
      const type = TYPES[extname(name)];
      if (type === undefined) return [];
      return [[`/${name.replaceAll('\\', '/')}`, { type, bytes: readFileSync(join(folder, name)) }] as const];
    }),
  );
}

/** `dist/page` of this package, from wherever in it this code runs. */
function builtPage(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist/page');
}
