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
  onStored: () => void;
}

/** Gives the transport a storage for what a page cannot send, as long as the app and the browser allow one. */
export function createStorageOpener({ name, prefix, ids, transport, report, onStored }: StorageOpenerOptions) {
  let storage: BatchStorage | undefined;
  /** Counts closings: a storage that opens after one is not used. */
  let closings = 0;
  return {
    /** Loads what opens it, and opens it. Resolves with whether there is one now that there was not before. */
    async open(): Promise<boolean> {
      const before = closings;
      // What does not load is asked for again where it is used.
      const module = await transport.load();
      if (!module || !ids.usable || storage) return false;
      try {
        const opened = await module.openBatchStorage(prefix, onStored);
        if (before !== closings) {
          opened.clear();
          return false;
        }
        transport.useStorage((storage = opened));
        return true;
      } catch (cause) {
        report({ type: 'storage', monitor: name, cause });
        return false;
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
