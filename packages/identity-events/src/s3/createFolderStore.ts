import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from './ObjectStore.ts';

/**
 * A folder with the files that a bucket would hold.
 *
 * @example
 * const store = createFolderStore('./identity-events');
 */
export function createFolderStore(folder: string): ObjectStore {
  return {
    async put(key, body) {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      // Whoever reads the folder meanwhile finds whole files only.
      const unfinished = `${path}.${randomUUID()}`;
      await writeFile(unfinished, body);
      await rename(unfinished, path);
    },
  };
}
