import type { Faults } from '../faults/createFaults.ts';
import type { Route } from '../http/Route.ts';
import type { Settings } from '../settings/Settings.ts';
import type { StatusReport } from './StatusReport.ts';
import type { IdentityCounts } from '../identity/createIdentityStore.ts';
import type { EventStore } from '../store/createEventStore.ts';

interface Deps {
  url: string;
  settings: Settings;
  store: Pick<EventStore, 'batches' | 'refused' | 'duplicates' | 'counts'>;
  faults: Faults;
  identities: () => IdentityCounts;
}

export interface Status {
  count: (route: Route) => void;
  reset: () => void;
  report: () => StatusReport;
}

/** Counts requests and reports what the console has seen. */
export function createStatus({ url, settings, store, faults, identities }: Deps): Status {
  const { clock, monitors, maxEvents } = settings;
  const startedAt = clock();
  const none = { GetId: 0, GetOpenIdToken: 0, GetCredentialsForIdentity: 0 };
  let credentialRequests = { ...none };

  return {
    count({ target, operation }) {
      if (target === 'identity' && operation !== undefined && operation in none) {
        credentialRequests[operation as keyof typeof none] += 1;
      }
    },
    reset() {
      credentialRequests = { ...none };
    },
    report() {
      const counts = store.counts();
      const refused = store.refused();
      const duplicates = store.duplicates();
      return {
        url,
        uptimeSeconds: Math.round((clock() - startedAt) / 1000),
        monitors: monitors.map(({ id, name, arn, state }) => {
          const batches = store.batches().filter((batch) => batch.monitorId === id);
          const distinct = (values: unknown[]): number => new Set(values).size;
          return {
            id,
            name,
            arn,
            state,
            batches: distinct(batches.map(({ batchId, receivedAt }) => `${batchId} ${receivedAt}`)),
            events: batches.reduce((sum, { size }) => sum + size, 0),
            distinctEvents: distinct(batches.flatMap((batch) => batch.ids())),
            sessions: distinct(batches.filter(({ size }) => size > 0).map(({ sessionId }) => sessionId)),
            refused: refused.filter(({ monitor }) => monitor === name).length,
          };
        }),
        duplicates: { count: duplicates.reduce((sum, { times }) => sum + times - 1, 0), ids: duplicates },
        refused: counts.refused,
        credentialRequests: { ...credentialRequests },
        identities: identities(),
        memory: { events: counts.events, maxEvents, evicted: counts.evicted },
        faults: faults.list().length,
      };
    },
  };
}
