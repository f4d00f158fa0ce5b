const COUNT = 'batches sent';

/** Whether a request goes to PutRumEvents. */
export const isBatch = (url: string): boolean => url.includes('/appmonitors/');

/**
 * Counts the requests with a batch that the pages of this browser have begun. It outlives the page.
 *
 * @returns how many earlier pages have begun, or this one before it was in the back/forward cache.
 */
export function countBatches(storage: Storage): () => number {
  const count = (): number => Number(storage.getItem(COUNT));
  const { fetch } = window;
  window.fetch = (...given) => {
    const [target] = given;
    if (isBatch(target instanceof Request ? target.url : String(target))) storage.setItem(COUNT, String(count() + 1));
    return fetch(...given);
  };
  let before = count();
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) before = count();
  });
  return () => before;
}
