import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  bin?: Record<string, string>;
  exports?: Record<string, unknown>;
  typesVersions?: Record<string, Record<string, string[]>>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** A package as a registry would have it. */
export interface Packed {
  name: string;
  manifest: Manifest;
  tarball: string;
  /** Paths inside the package. */
  files: string[];
  /** The folder with the unpacked files. */
  folder: string;
}

/** Names of the folders in packages/ that get published. */
export function published(): string[] {
  return readdirSync(join(root, 'packages')).filter((name) => !readManifest(name).private);
}

/** Holds what was packed, by what went in, for all suites of this and of later runs. */
const cache = join(root, 'node_modules/.cache/packed');

/** Packs packages/`name` as npm does, and unpacks it. Nobody writes into it: `install` copies. */
export function pack(name: string): Packed {
  const manifest = readManifest(name);
  const folder = join(cache, name, fingerprint(join(root, 'packages', name)));
  if (!existsSync(folder)) packInto(name, manifest.name, folder);
  const { filename, files } = JSON.parse(readFileSync(join(folder, 'packed.json'), 'utf8')) as PackResult;
  return {
    name: manifest.name,
    manifest,
    tarball: join(folder, filename),
    files: files.map(({ path }) => path),
    folder: join(folder, 'unpacked', manifest.name),
  };
}

interface PackResult {
  filename: string;
  files: { path: string }[];
}

function packInto(name: string, packageName: string, folder: string): void {
  // Whoever looks meanwhile finds all of it or nothing.
  const fresh = join(cache, `${name}-${process.pid}`);
  const unpacked = join(fresh, 'unpacked', packageName);
  mkdirSync(unpacked, { recursive: true });
  try {
    const output = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', fresh], {
      cwd: join(root, 'packages', name),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [packed] = JSON.parse(output) as PackResult[];
    if (!packed) throw new Error(`npm pack said nothing about packages/${name}`);
    writeFileSync(join(fresh, 'packed.json'), JSON.stringify(packed));
    execFileSync('tar', ['-xzf', join(fresh, packed.filename), '-C', unpacked, '--strip-components=1']);
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fresh, folder);
    for (const old of readdirSync(dirname(folder)).filter((one) => one !== basename(folder)))
      rmSync(join(dirname(folder), old), { recursive: true, force: true });
  } catch (error) {
    // Another suite was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Changes with every file of a package. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.startsWith('node_modules')) continue;
    const { mtimeMs, size, mode } = lstatSync(join(folder, path));
    hash.update(JSON.stringify([path, mtimeMs, size, mode]));
  }
  return hash.digest('hex').slice(0, 16);
}

export function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}
