import type { EventStore } from '../store/createEventStore.ts';
import type { Feed } from './createFeed.ts';

/** The same store, which tells the feed what it takes. */
export function announceWrites(store: EventStore, feed: Feed): EventStore {
  return {
    ...store,
    add(batch) {
      store.add(batch);
      feed.publish('batch', batch);
    },
    refuse(write) {
      store.refuse(write);
      feed.publish('refused', write);
    },
    clear() {
      store.clear();
      feed.publish('reset', null);
    },
  };
}
