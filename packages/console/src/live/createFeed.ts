import type { ActiveFault } from '../faults/createFaults.ts';
import type { RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';

/** What the page is told as it happens, by the name of the server-sent event. */
export interface LiveMessages {
  /** A batch that was accepted: its events. */
  batch: StoredEvent[];
  refused: RefusedWrite;
  /** All faults that are set now. */
  faults: ActiveFault[];
  /** Everything was forgotten. */
  reset: null;
}

type Listener = <Name extends keyof LiveMessages>(name: Name, data: LiveMessages[Name]) => void;

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
