import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pack, root, type Packed } from './packed.ts';

/**
 * A project that has installed a package, without a network: the package is there as packed, and beside it exactly what its
 * manifest declares, linked to the checkout's; other packages of ours as packed, too. An import of anything undeclared fails as it would for a user.
 */
export function install(packed: Packed, folder: string, also: string[] = []): string {
  const modules = join(folder, 'node_modules');
  put(packed, modules);
  for (const name of also) link(name, modules);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  return folder;
}

function put(packed: Packed, modules: string): void {
  const target = join(modules, packed.name);
  if (existsSync(target)) return;
  cpSync(packed.folder, target, { recursive: true });
  const { dependencies, peerDependencies } = packed.manifest;
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (name.startsWith('@dual-rum/')) put(pack(name.slice('@dual-rum/'.length)), modules);
    else link(name, modules);
  }
}

function link(name: string, modules: string): void {
  const target = join(modules, name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), target);
}
