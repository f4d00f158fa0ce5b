import type { DataStore } from './CognitoLocal.ts';

type Tree = Record<string, unknown>;

/** cognito-local's storage, in memory: nothing is left on disk. */
export function createDataStore(root: Tree): DataStore {
  const steps = (key: string | string[]): string[] => (Array.isArray(key) ? key : [key]);
  const parentOf = (path: string[]): Tree =>
    path.slice(0, -1).reduce((tree, step) => (tree[step] ??= {}) as Tree, root);
  // Copies, as from a file: what a caller changes is stored only when it says so.
  return {
    get: (_context, key, fallback) => {
      const path = steps(key);
      return Promise.resolve(structuredClone(parentOf(path)[path.at(-1)!] ?? fallback ?? null));
    },
    getRoot: () => Promise.resolve(structuredClone(root)),
    set(_context, key, value) {
      const path = steps(key);
      parentOf(path)[path.at(-1)!] = structuredClone(value);
      return Promise.resolve();
    },
    delete(_context, key) {
      const path = steps(key);
      Reflect.deleteProperty(parentOf(path), path.at(-1)!);
      return Promise.resolve();
    },
  };
}
