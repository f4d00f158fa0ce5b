import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** CloudTrail's files below a folder, or one file, each unpacked. */
export function readTrailFiles(path: string): { path: string; text: string }[] {
  const paths = statSync(path).isDirectory()
    ? (readdirSync(path, { recursive: true }) as string[])
        .filter((name) => /\.json(\.gz)?$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  return paths.map((each) => {
    const bytes = readFileSync(each);
    return { path: each, text: (each.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
  });
}
