import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, type Packed } from './packed.ts';

/**
 * A project that has installed a package, without a network: the package is there as packed, and beside it exactly what its
 * manifest declares, linked to the checkout's. An import of anything undeclared fails as it would for a user.
 */
export function install(packed: Packed, folder: string, also: string[] = []): string {
  const modules = join(folder, 'node_modules');
  const target = join(modules, packed.name);
  cpSync(packed.folder, target, { recursive: true });
  const { dependencies, peerDependencies } = packed.manifest;
  for (const name of new Set([...Object.keys({ ...dependencies, ...peerDependencies }), ...also])) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  return folder;
}
