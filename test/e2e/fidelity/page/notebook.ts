import { ownLabel } from '../journey/labels.ts';
import type { Entry } from './diary.ts';

type Note = Entry extends infer One ? (One extends Entry ? Omit<One, 'at' | 'tick'> : never) : never;

/** Where the entries are kept: one key for each, since a page may end at any moment. */
export const NOTES = 'diary';

/** Writes the diary into the browser's storage, where it outlives the page. */
export function openNotebook(storage: Storage) {
  let next = Object.keys(storage).filter((key) => key.startsWith(NOTES)).length;
  return {
    blank: next === 0,
    /** A label that no journey has: theirs count from 0. */
    freshLabel: (): string => ownLabel(next),
    write(note: Note): void {
      const tick = performance.timeOrigin + performance.now();
      storage.setItem(`${NOTES} ${next++}`, JSON.stringify({ at: Date.now(), tick, ...note }));
    },
  };
}

export type Notebook = ReturnType<typeof openNotebook>;
