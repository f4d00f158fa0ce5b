import type { Plugin } from '@aws-rum/web-core';
import type { RumClient, RumConfig } from '@dual-rum/browser';

/** What a page does with one option or command of aws-rum-web, before its migration and after it. */
export interface Case {
  config?: RumConfig;
  /** On the first load of the page, and on the second, once it is there. */
  act?: (rum: RumClient) => unknown;
  again?: (rum: RumClient) => unknown;
}

const ID = '11111111-2222-4333-8444-555555555555';
const stored: RumConfig = { allowCookies: true, cookieAttributes: { secure: false } };
const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const many = (rum: RumClient): void => {
  for (let index = 0; index < 60; index++) rum.recordEvent('many', { index });
};
const go = (path: string) => (rum: RumClient) => {
  history.pushState({}, '', path);
  rum.recordEvent('there', {});
};
const plugin = (): Plugin => {
  let record: ((type: string, data: object) => void) | undefined;
  return {
    getPluginId: () => 'own',
    load: (context) => void (record = context.record as typeof record),
    enable: () => record?.('of_the_plugin', {}),
    disable: () => undefined,
  };
};
const traced: RumConfig = { enableXRay: true, telemetries: [['http', { addXRayTraceIdHeader: true }]] };

/** Every option that works as it is. */
export const options: Record<string, Case> = {
  alias: { config: { alias: 'shop' } },
  allowCookies: { config: stored },
  applicationAttributes: { config: { applicationAttributes: { domain: 'cdn.example.com', build: 7 } } },
  batchLimit: { config: { batchLimit: 20 }, act: many },
  client: { config: { client: 'my-loader' } },
  clientBuilder: {
    config: {
      clientBuilder: () => {
        const take = (request: { RumEvents: { type: string }[] }) => {
          // Others come or not by when the browser measures.
          const types = request.RumEvents.map(({ type }) => type).filter((type) =>
            /session_start|page_view/.test(type),
          );
          globalThis.taken = [...new Set([...(globalThis.taken ?? []), ...types])].sort();
          return Promise.resolve({ response: undefined });
        };
        return { sendFetch: take, sendBeacon: take } as never;
      },
    },
    act: async () => {
      while (!globalThis.taken?.length) await sleep(50);
    },
  },
  disableAutoPageView: { config: { disableAutoPageView: true }, act: go('/cart') },
  dispatchInterval: { config: { dispatchInterval: 100 } },
  enableW3CTraceId: {
    config: { ...traced, enableW3CTraceId: true },
    act: () => sleep(1000).then(() => fetch('/api/status/200')),
  },
  enableXRay: { config: traced, act: () => sleep(1000).then(() => fetch('/api/status/200')) },
  endpoint: {},
  endpointUrl: {},
  eventPluginsToLoad: { config: { eventPluginsToLoad: [plugin()] } },
  fetchFunction: {
    config: {
      fetchFunction: (...given: Parameters<typeof fetch>) => {
        globalThis.taken = ['by its fetch'];
        return fetch(...given);
      },
    },
    act: () => sleep(1000),
  },
  headers: { config: { headers: { 'x-api-key': 'k-1' } }, act: () => sleep(1000) },
  pageIdFormat: { config: { pageIdFormat: 'PATH_AND_HASH' }, act: go('/cart#items') },
  pagesToExclude: { config: { pagesToExclude: [/secret/] }, act: go('/secret') },
  pagesToInclude: { config: { pagesToInclude: [/home/] }, act: go('/cart') },
  recordResourceUrl: {
    config: { recordResourceUrl: false, telemetries: ['performance'] },
    act: () => fetch('/api/status/200'),
  },
  releaseId: { config: { releaseId: 'release-7' } },
  routeChangeComplete: { config: { routeChangeComplete: 50 }, act: go('/cart') },
  routeChangeTimeout: { config: { routeChangeTimeout: 500 }, act: go('/cart') },
  sessionAttributes: { config: { sessionAttributes: { plan: 'basic' } } },
  sessionLengthSeconds: {
    config: { ...stored, sessionLengthSeconds: 1 },
    act: (rum) => sleep(2500).then(() => rum.recordEvent('later', {})),
  },
  sessionSampleRate: { config: { sessionSampleRate: 0 } },
  suppressSessionStartEvent: { config: { suppressSessionStartEvent: true } },
  userIdRetentionDays: { config: { ...stored, userIdRetentionDays: 3 } },
};

/** Every command that works as it is. */
export const commands: Record<string, Case> = {
  addPlugin: { act: (rum) => rum.addPlugin(plugin()) },
  addSessionAttributes: {
    act: (rum) => {
      rum.addSessionAttributes({ plan: 'gold', seats: 4 });
      rum.recordEvent('with_attributes', {});
    },
  },
  clearCookies: { config: stored, act: (rum) => sleep(500).then(() => rum.clearCookies()) },
  clearEventMetadataHook: {
    act: (rum) => {
      rum.setEventMetadataHook(() => ({ hooked: true }));
      rum.clearEventMetadataHook();
      rum.recordEvent('plain', {});
    },
  },
  getSessionId: { config: stored, act: (rum) => void (globalThis.taken = [rum.getSessionId().length]) },
  getUserId: { config: stored, act: (rum) => void (globalThis.taken = [rum.getUserId().length]) },
  pinSessionId: {
    config: stored,
    // aws-rum-web sends what it has recorded as of the session that is there when it sends.
    act: (rum) => sleep(1000).then(() => rum.pinSessionId(ID)),
    again: (rum) => void (globalThis.taken = [rum.getSessionId()]),
  },
  recordEvent: {
    act: (rum) => {
      rum.recordEvent('bought', { productId: 'p-42', nested: [1, null] }, { tier: 'beta', first: true });
      rum.recordEvent('sold', {});
    },
  },
  recordPageView: {
    act: (rum) => {
      rum.recordPageView({ pageId: '/product/:id', pageTags: ['shop'], pageAttributes: { title: 'Lamp', step: 2 } });
      rum.recordEvent('seen', {});
      rum.recordPageView('/cart');
    },
  },
  setAwsCredentials: { act: (rum) => rum.setAwsCredentials(migrating.credentials) },
  setEventMetadataHook: {
    act: (rum) => {
      rum.setEventMetadataHook((type) => ({ hooked: type.length }));
      rum.recordEvent('hooked', {});
    },
  },
  startSession: {
    config: stored,
    async act(rum) {
      rum.recordEvent('of_the_first', {});
      await sleep(1000);
      globalThis.taken = [rum.startSession().length];
      rum.recordEvent('of_the_second', {});
    },
  },
};

/** Every option that telemetries have of their own. */
export const telemetries: Record<string, Case> = {
  errors: {
    config: {
      telemetries: [['errors', { stackTraceLength: 9, ignore: ({ message }: Error) => /skip/.test(message) }]],
    },
    act: () => {
      for (const message of ['skip', 'keep']) setTimeout(() => reportError(new Error(message)));
    },
  },
  http: {
    config: {
      telemetries: [
        [
          'http',
          {
            urlsToInclude: [/api/],
            urlsToExclude: [/404/],
            stackTraceLength: 9,
            recordAllRequests: true,
            addXRayTraceIdHeader: [/200/],
            logicalServiceName: 'shop',
          },
        ],
      ],
      enableXRay: true,
    },
    async act() {
      await sleep(1000);
      for (const path of ['/api/status/200', '/api/status/404', '/else', '/api/status/500']) await fetch(path);
    },
  },
  interaction: {
    config: {
      telemetries: [
        [
          'interaction',
          {
            events: [{ event: 'click', cssLocator: '.late' }],
            enableMutationObserver: true,
            interactionId: ({ target }: Event) => (target as HTMLElement).id,
          },
        ],
      ],
    },
    async act() {
      const button = Object.assign(document.createElement('button'), { className: 'late', id: 'b-1' });
      document.body.append(button);
      await sleep(100);
      button.click();
    },
  },
  performance: {
    config: {
      telemetries: [
        [
          'performance',
          {
            eventLimit: 2,
            ignore: ({ name }: PerformanceEntry) => name.includes('404'),
            recordAllTypes: ['script'],
            sampleTypes: ['other'],
            reportAllLCP: false,
            reportAllCLS: true,
            reportAllINP: true,
          },
        ],
      ],
    },
    async act() {
      for (const status of [404, 200, 201, 202, 203]) await fetch(`/api/status/${status}`);
    },
  },
};
