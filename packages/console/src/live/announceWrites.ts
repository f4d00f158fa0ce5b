import type { EventStore } from '../store/createEventStore.ts';
import type { Feed } from './createFeed.ts';

/** The same store, which tells the feed what it takes. */
export function announceWrites(store: EventStore, feed: Feed): EventStore {
  return {
    ...store,
    add(batch, events) {
      store.add(batch, events);
      feed.publish(
        'batch',
        events.map((event) => ({ ...batch, ...event })),
      );
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
