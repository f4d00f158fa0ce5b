import type { ActiveFault } from '../faults/createFaults.ts';
import type { AcceptedBatch, RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';

/** What happens, by the name of the server-sent event that tells the page. */
export interface Happenings {
  /** A batch that was accepted. The page is told its events. */
  batch: AcceptedBatch;
  refused: RefusedWrite;
  /** All faults that are set now. */
  faults: ActiveFault[];
  /** Everything was forgotten. */
  reset: null;
}

/** What the page is told of it. */
export type LiveMessages = Omit<Happenings, 'batch'> & { batch: readonly StoredEvent[] };

type Listener = <Name extends keyof Happenings>(name: Name, data: Happenings[Name]) => void;

export interface Feed {
  publish: Listener;
  /** Returns its undo. */
  subscribe: (listener: Listener) => () => void;
}

/** Tells whoever listens. */
export function createFeed(): Feed {
  const listeners = new Set<Listener>();
  return {
    publish(name, data) {
      for (const listener of listeners) listener(name, data);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
