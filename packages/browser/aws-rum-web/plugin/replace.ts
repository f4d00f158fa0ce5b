import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { matches, packageOf, shortPath } from './paths.ts';
import type { Fence, Seen } from './Seen.ts';

/** `import … from 'module?original'` is for tests: the module, and all that it imports, as it was published. */
const ORIGINAL = '?original';

/** What makes a client of the modules that are changed. */
const CLIENTS = ['aws-rum-web', '@aws-rum/web-slim'];

const folder = resolve(import.meta.dirname, '..');

/** Puts the stand-ins in the place of the originals. */
export function replace({ replacements, dropped }: Fence, seen: Seen): Plugin {
  const changed = new Set(
    [
      ...replacements.map(({ original }) => original).filter((original) => packageOf(original) !== original),
      ...dropped.map(({ file }) => file),
    ].map(packageOf),
  );
  /** Marks a module that has to stay as it was published, where another of its package is changed. */
  const mark = (id: string): string => {
    const name = packageOf(shortPath(id));
    return changed.has(name) || CLIENTS.includes(name) ? id + ORIGINAL : id;
  };
  return {
    name: 'aws-rum-web:replace',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const asPublished = source.endsWith(ORIGINAL) || importer?.endsWith(ORIGINAL);
      const found = await this.resolve(source.replace(ORIGINAL, ''), importer?.replace(ORIGINAL, ''), {
        ...options,
        skipSelf: true,
      });
      if (!found || found.external) return found;
      // An application that passes aws-rum-web's own client brings it along, with all that this imports.
      if (asPublished || matches('aws-rum-web', found.id)) {
        return { ...found, id: source.endsWith(ORIGINAL) ? found.id + ORIGINAL : mark(found.id) };
      }
      const replacement = replacements.find(({ original }) => matches(original, found.id));
      let { id } = found;
      if (replacement) {
        remember(seen.originals, replacement, id);
        id = replacement.by.startsWith('.')
          ? resolve(folder, replacement.by)
          : id.slice(0, id.lastIndexOf('/node_modules/')) + `/node_modules/${replacement.by}`;
        seen.standIns.set(id, replacement);
      }
      if (importer !== undefined) {
        if (!seen.imports.has(importer)) seen.imports.set(importer, new Map());
        seen.imports.get(importer)!.set(source, id);
      }
      return replacement ? id : found;
    },
  };
}

export function remember<Key>(map: Map<Key, Set<string>>, key: Key, id: string): void {
  if (!map.has(key)) map.set(key, new Set());
  map.get(key)!.add(id);
}
