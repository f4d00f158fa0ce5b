import type { Feed } from '../live/createFeed.ts';
import type { EventStore } from '../store/createEventStore.ts';

interface Deps {
  feed: Feed;
  store: Pick<EventStore, 'counts'>;
  prepare: () => Promise<unknown>;
  /** Milliseconds without a batch. */
  quiet?: number;
}

/** So many events take longer to get ready than somebody who opens the page waits for. */
const MANY = 5000;

/** Gets answers ready when many events are there and none has come for a moment. Returns what stops it. */
export function prepareWhenQuiet({ feed, store, prepare, quiet = 500 }: Deps): () => void {
  const many = (): boolean => store.counts().events >= MANY;
  // What goes wrong is told to the first who asks.
  const timer = setTimeout(() => void (many() && prepare().catch(() => undefined)), quiet).unref();
  const unsubscribe = feed.subscribe((name) => {
    if (name === 'batch' && many()) timer.refresh();
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
