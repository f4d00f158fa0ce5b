import { createServer } from 'node:http';
import { createControl } from '../control/createControl.ts';
import { createFaults, type Faults } from '../faults/createFaults.ts';
import { parseFault } from '../faults/parseFault.ts';
import { createRequestListener } from '../server/createRequestListener.ts';
import { createRouter } from '../server/createRouter.ts';
import { listen } from '../server/listen.ts';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import { createIdentityPools } from '../identity/createIdentityPools.ts';
import { createIssuer } from '../issuer/createIssuer.ts';
import { createSigningKey } from '../issuer/createSigningKey.ts';
import { issueDirectly } from '../credentials/issueDirectly.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { idOf } from '../settings/idOf.ts';
import { resolveOptions } from '../settings/resolveOptions.ts';
import { createRolePolicies } from '../roles/createRolePolicies.ts';
import { createPutRumEvents } from '../rum/createPutRumEvents.ts';
import type { RunningConsole } from './RunningConsole.ts';
import { createStatus } from '../control/createStatus.ts';
import { keepOnDisk } from '../data/keepOnDisk.ts';
import { trailFolder } from '../data/paths.ts';
import { openDataFolder, type DataFolder } from '../data/openDataFolder.ts';
import type { Settings } from '../settings/Settings.ts';
import { createEventStore, type KeepingStore } from '../store/createEventStore.ts';
import { journeys } from '../store/journeys.ts';
import { createAnswers } from '../ask/createAnswers.ts';
import { createSubjects } from '../live/createSubjects.ts';
import type { MonitorState } from '../options/ConsoleOptions.ts';
import type { AcceptedBatch } from '../store/StoredEvent.ts';
import { announceWrites } from '../live/announceWrites.ts';
import { createFeed } from '../live/createFeed.ts';
import { createTrail } from '../trail/createTrail.ts';
import { createPage } from '../web/createPage.ts';
import { readPage } from '../web/readPage.ts';
import { createSnippet } from '../control/createSnippet.ts';
import { toBrowserConfig } from '../control/toBrowserConfig.ts';

/**
 * Starts CloudWatch RUM's data plane and Cognito identity pools on 127.0.0.1.
 * Rejects with a `ConsoleError` that names the option when one is wrong or the port is taken.
 *
 * @example
 * const rum = await startConsole();
 * // … point createDualRum at rum.config, use the app …
 * console.log(rum.journeys());
 * await rum.close();
 */
export async function startConsole(options: ConsoleOptions = {}): Promise<RunningConsole> {
  const settings = resolveOptions(options, idOf);
  const { clock, maxBodyBytes, monitors } = settings;
  const key = createSigningKey();
  const server = createServer();
  const data = await openData(settings);
  const url = await listen(server, settings.port).catch(async (error: unknown) => {
    await data?.close();
    throw error;
  });

  const issuerUrl = `${url}/issuer`;
  const pools = settings.pools.map((pool) => ({
    ...pool,
    issuers: pool.issuers.map((issuer) =>
      issuer.issuer === 'development' ? { ...issuer, issuer: issuerUrl } : issuer,
    ),
  }));
  const feed = createFeed();
  const memory = announceWrites(createEventStore(settings.maxEvents), feed);
  const store: KeepingStore = data === undefined ? memory : keepOnDisk(memory, data);
  const credentials = createCredentialStore(clock);
  const faults: Faults = createFaults(
    (id) => monitors.find((monitor) => monitor.id === id)?.name,
    () => feed.publish('faults', faults.list()),
  );
  const issuer = createIssuer({ url: issuerUrl, clientIds: settings.issuerClientIds, key, clock });
  const subjects = createSubjects(credentials);
  feed.subscribe((name, data) => {
    if (name === 'batch') subjects.add(data as AcceptedBatch);
    if (name === 'reset') subjects.clear();
  });
  const trail = createTrail({
    folder: settings.data === undefined ? undefined : trailFolder(settings.data),
    account: settings.account,
    region: settings.region,
    maxEvents: settings.maxEvents,
    maxDays: settings.maxDays,
    maxMegabytes: settings.maxMegabytes,
    clock,
    log: settings.log,
  });
  const answers = createAnswers({
    trail,
    feed,
    store,
    maxEvents: settings.maxEvents,
    identityEvents: settings.identityEvents,
    ...(data === undefined ? {} : { database: data.database }),
  });
  const identity = createIdentityPools({ settings, pools, credentials, key, trail });
  const status = createStatus({ url, settings, store, faults, identities: identity.counts });
  const config = toBrowserConfig(settings, url);
  const trusted = settings.pools.find(({ id }) => id === config.authenticated.identityPoolId)?.issuers ?? [];
  const signsIn = trusted.some(({ issuer }) => issuer === 'development');
  const namesOf = (state: MonitorState): string[] =>
    monitors.filter((each) => each.state === state).map(({ name }) => name);
  const audiences = { guest: namesOf('guest'), signedIn: namesOf('authenticated') };

  const running: RunningConsole = {
    url,
    endpoint: url,
    identityPoolEndpoint: url,
    issuer: issuerUrl,
    config,
    snippet: createSnippet(config, signsIn),
    events: store.events,
    journeys: () => journeys(monitors, store.events(), store.refused()),
    refused: store.refused,
    status: status.report,
    mintToken: async (request) => (await issuer.mint(request)).id_token,
    issueCredentials: (request) => issueDirectly(request, settings, credentials),
    addFault: (fault) => faults.add(parseFault(fault)),
    clearFaults: faults.clear,
    async reset() {
      status.reset();
      await store.clear();
      await trail.clear();
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await answers.close();
      await trail.close();
      await data?.close();
    },
  };

  const findRoute = createRouter({
    putRumEvents: createPutRumEvents({ settings, credentials, store, trail }),
    identity,
    issuer,
    rolePolicies: createRolePolicies(settings.roles),
    control: createControl(
      {
        ...running,
        subjects: subjects.list,
        ask: async (name, rawQuery) =>
          (await import('../ask/askQuery.ts')).askQuery(answers, audiences, name, rawQuery),
      },
      faults,
      feed,
    ),
    page: createPage(readPage(), monitors),
  });
  server.on('request', createRequestListener({ findRoute, faults, clock, maxBodyBytes, onRequest: status.count }));
  return running;
}

async function openData({
  data,
  maxEvents,
  maxDays,
  maxMegabytes,
  clock,
  log,
}: Settings): Promise<DataFolder | undefined> {
  return data === undefined
    ? undefined
    : openDataFolder({ folder: data, maxEvents, maxDays, maxMegabytes, clock, log });
}
