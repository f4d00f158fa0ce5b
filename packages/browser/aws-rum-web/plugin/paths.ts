import { readdirSync, readFileSync } from 'node:fs';

/** `@scope/name/dist/file.js` of `/…/node_modules/@scope/name/dist/file.js`; of our own files, the path in the package. */
export function shortPath(id: string): string {
  const file = id.replace(/\?.*$/, '');
  return /.*\/(?:node_modules|packages\/browser)\/(.*)/.exec(file)?.[1] ?? file;
}

/** The package that a short path is in; of our own files, their folder. */
export function packageOf(path: string): string {
  return /^(?:@[^/]+\/)?[^/]*/.exec(path)![0];
}

/** Whether a module is this file of a package, or in this package. */
export function matches(original: string, id: string): boolean {
  if (!id.includes('/node_modules/')) return false;
  const path = shortPath(id);
  return path === original || path.startsWith(`${original}/`);
}

/** The version of the package that a module is in. */
export function versionOf(id: string): string {
  const path = shortPath(id);
  const folder = id.replace(/\?.*$/, '').slice(0, -path.length) + packageOf(path);
  return (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version?: string }).version ?? 'no version';
}

/** ES modules of a package folder that have this name, as paths in it. */
export function filesNamed(name: string, folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith(`/${name}`) && !/(^|\/)(node_modules|cjs|dist-cjs)\//.test(path))
      .sort();
  } catch {
    return [];
  }
}
