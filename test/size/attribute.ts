import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { decode } from '@jridgewell/sourcemap-codec';

export interface SourceMap {
  sources: (string | null)[];
  mappings: string;
  sourceRoot?: string | null;
}

/**
 * How many bytes of minified code each source file left in a chunk, by the chunk's source map.
 *
 * A bundler's own list of modules would not do: packages that arrive bundled are one module to it, whatever they carry.
 */
export function attribute(code: string, map: SourceMap, mapFolder: string): Record<string, number> {
  const bytes: Record<string, number> = {};
  const mappings = decode(map.mappings);
  const add = (source: number | undefined, text: string) => {
    const name = source === undefined ? undefined : map.sources[source];
    const path = name ? resolve(mapFolder, map.sourceRoot ?? '', name) : 'bundler';
    bytes[path] = (bytes[path] ?? 0) + Buffer.byteLength(text);
  };
  code.split('\n').forEach((line, i) => {
    const segments = mappings[i] ?? [];
    const first = segments[0]?.[0] ?? line.length;
    if (first > 0) add(undefined, line.slice(0, first));
    segments.forEach(([column, source], j) => add(source, line.slice(column, segments[j + 1]?.[0])));
  });
  return bytes;
}

/** The source map that a file on disk came with, if it did. */
export function mapOf(path: string): string | undefined {
  const map = `${path}.map`;
  return existsSync(map) ? absolute(readFileSync(map, 'utf8'), dirname(path)) : undefined;
}

/** Bundlers disagree about what the sources of a source map are relative to: absolute paths leave no doubt. */
function absolute(json: string, folder: string): string {
  const map = JSON.parse(json) as SourceMap;
  return JSON.stringify({
    ...map,
    sourceRoot: undefined,
    sources: map.sources.map((source) => source && resolve(folder, map.sourceRoot ?? '', source)),
  });
}
