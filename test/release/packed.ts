import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Manifest {
  name: string;
  private?: boolean;
  bin?: Record<string, string>;
  exports?: Record<string, unknown>;
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

/** Packs packages/`name` into `target`, which lies outside the checkout, and unpacks it there. */
export function pack(name: string, target: string): Packed {
  const output = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', target], {
    cwd: join(root, 'packages', name),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [packed] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (!packed) throw new Error(`npm pack said nothing about packages/${name}`);
  const manifest = readManifest(name);
  const unpacked = join(realpathSync(target), 'unpacked', manifest.name);
  const tarball = join(target, packed.filename);
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
  return { name: manifest.name, manifest, tarball, files: packed.files.map(({ path }) => path), folder: unpacked };
}

export function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}
