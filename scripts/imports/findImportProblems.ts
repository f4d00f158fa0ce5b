import type { Modules } from './readModules.ts';

/** Folders of packages/browser/src, from the top down: each imports from itself and from those below it. */
export const ROOMS = [
  'frameworks',
  'testing',
  'core',
  'routing',
  'instrumentation',
  'monitor',
  'transport',
  'credentials',
  'auth',
  'problems',
  'watch',
  'api',
];

const BROWSER = 'packages/browser/src/';
/** Packages whose folders import each other one way. */
const LAYERED = ['packages/cdk/src/', 'packages/identity-events/src/', 'packages/queries/src/'];

/** Every import against a direction, and every cycle, as one sentence each. */
export function findImportProblems(modules: Modules): string[] {
  const edges = [...modules].flatMap(([from, all]) => all.map((to) => ({ from, to })));
  return [
    ...edges.flatMap(({ from, to }) => crossing(from, to) ?? upward(from, to) ?? []),
    ...findCycles(modules).map((cycle) => `${cycle.join(' → ')} is a cycle. Move what both need to a file of its own.`),
    ...LAYERED.flatMap((root) =>
      findCycles(foldersOf(modules, root)).map(
        (cycle) => `The folders ${cycle.join(' → ')} of ${root} are a cycle. Move what both need to the lower one.`,
      ),
    ),
  ];
}

/** Imports between packages, examples and tests: by public names, and one way. */
function crossing(from: string, to: string): string | undefined {
  const [source, target] = [areaOf(from), areaOf(to)];
  if (!target || source === target) return undefined;
  if (source?.startsWith('packages/')) return `${from} imports ${to}: a package imports nothing beside it.`;
  const isPackage = target.startsWith('packages/');
  if (source === 'scripts' && !(isPackage && to.includes('/src/'))) return undefined;
  if (source === 'test' && !isPackage) return undefined;
  return isPackage
    ? `${from} imports ${to}: ${source} uses packages by their public names.`
    : `${from} imports ${to}: ${source} imports no ${target}.`;
}

function upward(from: string, to: string): string | undefined {
  // A unit test may use any part of its package.
  if (!from.startsWith(BROWSER) || !to.startsWith(BROWSER) || from.endsWith('.test.ts')) return undefined;
  const [above, below] = [roomOf(from), roomOf(to)];
  if (above === below) return undefined;
  // Entries are above all rooms.
  const levels = [above, below].map((room) => (room === undefined ? -1 : ROOMS.indexOf(room)));
  if (above !== undefined && levels[0] === -1) return `${from} is in no known room: add ${above} to ROOMS.`;
  if (levels[1]! > levels[0]!) return undefined;
  return `${from} imports ${to}: ${above ?? 'an entry'} is below ${below ?? 'the entries'}. Move what it needs down, or pass it in.`;
}

/** `packages/<name>`, `examples`, `test` or `scripts`; of anything else, nothing. */
function areaOf(path: string): string | undefined {
  return /^(packages\/[^/]+|examples|test|scripts)\//.exec(path)?.[1];
}

function roomOf(path: string): string | undefined {
  return /^([^/]+)\//.exec(path.slice(BROWSER.length))?.[1];
}

/** Folders of a package as if they were modules; files beside them stand for themselves. */
function foldersOf(modules: Modules, root: string): Modules {
  const folderOf = (path: string): string => path.slice(root.length).split('/')[0]!;
  const folders = new Map<string, string[]>();
  for (const [from, all] of modules) {
    if (!from.startsWith(root) || from.endsWith('.test.ts')) continue;
    const name = folderOf(from);
    const others = all.filter((to) => to.startsWith(root)).map(folderOf);
    folders.set(name, [...(folders.get(name) ?? []), ...others.filter((other) => other !== name)]);
  }
  return folders;
}

/** One cycle for each edge that goes back to where a walk came from. */
export function findCycles(modules: Modules): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const next of modules.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of modules.keys()) walk(path, []);
  return cycles;
}
