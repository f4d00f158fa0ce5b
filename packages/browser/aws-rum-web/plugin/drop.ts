import type { Plugin } from 'vite';
import { matches } from './paths.ts';
import { remember } from './replace.ts';
import type { Fence, Seen } from './Seen.ts';
import { readMembers, readStatementsOf, type Place } from './syntax.ts';

/** Blanks members that never run, and the statements of the logger. */
export function drop({ dropped, logger }: Fence, seen: Seen): Plugin {
  return {
    name: 'aws-rum-web:drop',
    transform(code, id) {
      if (id.includes('?')) return null;
      const entries = dropped.filter(({ file }) => matches(file, id));
      const members = entries.flatMap(({ members }) => members);
      const places: Place[] = entries.length ? readMembers(id, code).filter(({ name }) => members.includes(name)) : [];
      for (const entry of entries) remember(seen.files, entry, id);
      if (logger !== undefined && id.includes('/node_modules/') && code.includes(logger)) {
        const statements = readStatementsOf(logger, id, code);
        seen.logs += statements.length;
        places.push(...statements);
      }
      return places.length > 0 ? { code: blank(code, places), map: null } : null;
    },
  };
}

/** Blanks, so that everything else stays where the source map says. */
function blank(code: string, places: Place[]): string {
  let rest = code;
  for (const { start, end } of places) {
    rest = rest.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, ' ') + rest.slice(end);
  }
  return rest;
}
