/** Milliseconds to wait after an announcement: the browser frees a lock a little after the page has released it. */
const PAUSE = 500;

/**
 * Calls back when another page announces that it has left something.
 *
 * @param prefix the key of the announcement.
 * @returns what ends the watch.
 */
export function watchFreeRows(prefix: string, onFree: () => unknown): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === prefix && newValue) setTimeout(onFree, PAUSE);
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}
