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
    /** Loads what opens it, and opens it. */
    async open(): Promise<void> {
      const before = closings;
      // What does not load is asked for again where it is used.
      const module = await transport.load();
      if (!module || before !== closings || !ids.usable || storage) return;
      try {
        const opened = await module.openBatchStorage(prefix, onStored);
        if (before !== closings) return opened.clear();
        transport.useStorage((storage = opened));
      } catch (cause) {
        report({ type: 'storage', monitor: name, cause });
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
