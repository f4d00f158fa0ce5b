import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { Replacement } from '../replacements.ts';
import { filesNamed, matches, packageOf, shortPath, versionOf } from './paths.ts';
import type { Fence, Seen } from './Seen.ts';
import { readDefined, readExports, readImports, readMembers, readUses, type Import } from './syntax.ts';

/** Modules by their file, with their code. */
export type Modules = ReadonlyMap<string, string>;

const read = (file: string): string => readFileSync(file, 'utf8');
const many = (files: Iterable<string>): string =>
  [...files]
    .sort()
    .map((file) => `${file} (version ${versionOf(file)})`)
    .join(' and ');

/** What is wrong with the graph of modules, before anything is bundled. `root` is the folder that has node_modules. */
export function findGraphProblems(fence: Fence, seen: Seen, modules: Modules, root: string): string[] {
  return [
    ...fence.replacements.flatMap((one) => checkReplacement(one, seen, modules, root)),
    ...fence.dropped.flatMap(({ file, members }) => {
      const found = new Set(
        [...seen.files].filter(([{ file: other }]) => other === file).flatMap(([, ids]) => [...ids]),
      );
      if (found.size === 0) {
        return [
          `dropped.ts drops ${listed(members)} from ${file}, which is not built in any more. ${whereabouts(file, modules, root)} ` +
            'Name the file that has these members now, or remove the entry.',
        ];
      }
      if (found.size > 1) return [twice(`dropped.ts drops members from ${file}`, file, found)];
      return [...found].flatMap((id) =>
        checkMembers(
          file,
          members,
          readMembers(id, read(id)).map(({ name }) => name),
        ),
      );
    }),
    ...(fence.logger !== undefined && seen.logs === 0
      ? [
          `dropped.ts leaves out calls of ${fence.logger}, and there is none any more. ` +
            'See what logs now and name it as LOGGER, or remove LOGGER.',
        ]
      : []),
  ];
}

/**
 * Names that are imported and not there: of a stand-in that lacks them, directly or through others that pass them on, or of
 * a package that has them no more.
 */
export function findMissingExports(seen: Seen, modules: Modules): string[] {
  const imports = new Map<string, Import[]>([...modules].map(([id, code]) => [id, readImports(id, code)]));
  const passedOn = (id: string): string[] =>
    (imports.get(id) ?? [])
      .filter(({ passesOn }) => passesOn)
      .map(({ source }) => seen.imports.get(id)?.get(source) ?? '');
  const exported = once(
    (id: string): string[] => [...readExports(id, modules.get(id) ?? ''), ...passedOn(id).flatMap(exported)],
    [],
  );
  /** Names that a stand-in lacks, and of which original. */
  const lacking = once((id: string): [name: string, original: string][] => {
    const replacement = seen.standIns.get(id);
    if (!replacement) return passedOn(id).flatMap(lacking);
    const original = [...(seen.originals.get(replacement) ?? [])][0]!;
    return readExports(original, read(original))
      .filter((name) => !exported(id).includes(name))
      .map((name) => [name, replacement.original]);
  }, []);
  return [...imports].flatMap(([id, all]) =>
    all.flatMap(({ source, names }) => {
      const from = seen.imports.get(id)?.get(source) ?? '';
      const missing = new Map(lacking(from));
      const has = new Set(exported(from));
      // Of a module that exports nothing this way (CommonJS), the bundler finds out.
      if (has.size === 0) return [];
      return names
        .filter((name) => !has.has(name) && (missing.has(name) || from.includes('/node_modules/')))
        .map((name) => {
          const replacement = [...seen.standIns.values()].find(({ original }) => original === missing.get(name));
          if (!replacement) {
            return `${shortPath(id)} imports ${name} of ${shortPath(from)}, which exports no such name. See what it is called now.`;
          }
          const { original, by } = replacement;
          return (
            `${shortPath(id)} imports ${name} of ${original}, which ${by} does not export. ` +
            `Export it from ${by} too, or remove the replacement.`
          );
        });
    }),
  );
}

/** Remembers answers; while one is being found, it is what `meanwhile` says, so that modules may import in a circle. */
function once<T>(answer: (id: string) => T, meanwhile: T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    if (!known.has(id)) {
      known.set(id, meanwhile);
      known.set(id, answer(id));
    }
    return known.get(id)!;
  };
}

/** What is wrong with the code that ships: it calls what is gone, or has an original beside its stand-in. */
export function findShippedProblems(fence: Fence, seen: Seen, shipped: Modules): string[] {
  const gone = goneMembers(fence, seen);
  const unused = new Set(fence.calls);
  const problems: string[] = [];
  for (const [id, code] of shipped) {
    const file = shortPath(id);
    for (const { name, within } of readUses(new Set(gone.keys()), id, code)) {
      const known = [...unused].find((call) => call.member === name && call.file === file && call.within === within);
      if (known) unused.delete(known);
      else {
        problems.push(
          `${file} asks for ${name} in ${within}, and the build has left that out (${gone.get(name)}). Keep or write the ` +
            'member; or, if that line never runs or means another object, say so in calls.ts.',
        );
      }
    }
    const beside = fence.replacements.find(
      ({ original, by }) =>
        by.startsWith('.') && packageOf(file) === packageOf(original) && basename(file) === basename(original),
    );
    if (beside) {
      problems.push(
        `${file} ships, and ${beside.original} of the same name is replaced by ${beside.by}. If the file moved, name ` +
          'its new place in replacements.ts.',
      );
    }
  }
  for (const { member, file, within } of unused) {
    problems.push(
      `calls.ts says that ${file} asks for ${member} in ${within}, and it does not any more. Remove the entry.`,
    );
  }
  return problems;
}

/** Members that the code that ships has not, though its originals have, and where that is decided. */
function goneMembers({ dropped }: Fence, seen: Seen): Map<string, string> {
  const gone = new Map<string, string>();
  for (const { file, members } of dropped) for (const name of members) gone.set(name, `dropped.ts, ${file}`);
  for (const [standIn, replacement] of seen.standIns) {
    const { original, by } = replacement;
    // A file of the same package has the same members under other names.
    if (!by.startsWith('.')) continue;
    const has = new Set(readDefined(standIn, read(standIn)));
    // A stand-in without members is for what nobody calls.
    if (has.size === 0) continue;
    for (const file of seen.originals.get(replacement) ?? []) {
      for (const { name } of readMembers(file, read(file)))
        if (!has.has(name)) gone.set(name, `${by}, for ${original}`);
    }
  }
  return gone;
}

function checkReplacement(replacement: Replacement, seen: Seen, modules: Modules, root: string): string[] {
  const { original, by } = replacement;
  const found = seen.originals.get(replacement);
  if (!found) {
    return [
      `${by} stands in for ${original}, and no import resolves to that any more. ${whereabouts(original, modules, root)} ` +
        `Compare ${by} with what does that work now and name it in replacements.ts, or remove the replacement.`,
    ];
  }
  return found.size > 1 ? [twice(`${by} stands in for ${original}`, original, found)] : [];
}

function checkMembers(file: string, members: string[], has: string[]): string[] {
  return members.flatMap((member) => {
    const times = has.filter((name) => name === member).length;
    if (times === 1) return [];
    const what = times === 0 ? 'which has no such member any more' : `which has ${times} members of that name`;
    return [
      `dropped.ts drops ${member} from ${file}, ${what}. ` +
        (times === 0
          ? 'See what does its work now and whether that runs here; name it, or remove the member from dropped.ts.'
          : 'Remove it from dropped.ts, or teach the plugin which of them is meant.'),
    ];
  });
}

function twice(what: string, path: string, found: Iterable<string>): string {
  return (
    `${what}, and imports resolve to more than one file: ${many(found)}. It was written for one. ` +
    `See "npm ls ${packageOf(path)}"; make them one version, or name one of the files.`
  );
}

/** Where a file that nothing imports any more may be now. */
function whereabouts(path: string, modules: Modules, root: string): string {
  const name = packageOf(path);
  const built = [...modules.keys()].find((id) => matches(name, id));
  const folder = built
    ? resolve(built.slice(0, built.lastIndexOf('/node_modules/')), 'node_modules', name)
    : join(root, 'node_modules', name);
  if (!existsSync(folder)) return `The package ${name} is not installed any more.`;
  if (path === name)
    return `The package is there (${relative(root, folder)}), but nothing that is built in imports it.`;
  if (existsSync(join(folder, '..', path.slice(name.startsWith('@') ? name.indexOf('/') + 1 : 0)))) {
    return 'The file is there, but nothing that is built in imports it.';
  }
  const others = filesNamed(basename(path), folder);
  return others.length > 0
    ? `The package has ${listed(others)} instead: the file moved.`
    : `The package has no file ${basename(path)} any more: it was renamed or removed.`;
}

function listed(names: string[]): string {
  return names.join(', ');
}
