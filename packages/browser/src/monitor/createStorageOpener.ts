import type { MonitorName } from '../api/types.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import type { BatchStorage } from '../transport/BatchStorage.ts';
import type { Transport } from '../transport/createLateTransport.ts';
import type { IdStorage } from './createIdStorage.ts';

interface StorageOpenerOptions {
  name: MonitorName;
  /** Begins every key and the database's name. */
  prefix: string;
  ids: IdStorage;
  transport: Pick<Transport, 'load' | 'useStorage'>;
  report: Report;
  /** Another page has left something. */
  onStored: () => Promise<void>;
}

/** Gives the transport a storage for what a page cannot send, as long as the app and the browser allow one. */
export function createStorageOpener({ name, prefix, ids, transport, report, onStored }: StorageOpenerOptions) {
  let storage: BatchStorage | undefined;
  /** Counts closings: a storage that opens after one is not used. */
  let closings = 0;
  return {
    /** Loads what opens it, and opens it. Its database may open later. */
    async open(): Promise<void> {
      const before = closings;
      // What does not load is asked for again where it is used.
      const module = await transport.load();
      if (!module || before !== closings || !ids.usable || storage) return;
      const fail = (cause: unknown): void => {
        report({ type: 'storage', monitor: name, cause });
        // Without the database no page would find what is stored.
        if (before !== closings) return;
        storage?.close();
        transport.useStorage((storage = undefined));
      };
      try {
        transport.useStorage((storage = module.openBatchStorage(prefix, onStored, fail)));
      } catch (cause) {
        fail(cause);
      }
    },
    /** Removes what is stored and stores nothing more. */
    close(): void {
      closings++;
      storage?.clear();
      transport.useStorage((storage = undefined));
    },
  };
}
