import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { startConsole } from '../core/startConsole.ts';
import { batch, event } from '../testing/batch.ts';

interface Client {
  sendFetch: (request: object) => Promise<{ response: { statusCode: number } }>;
  sendBeacon: (request: object) => Promise<unknown>;
}
type ClientFactory = (endpoint: URL, region: string, credentials: object, compress: boolean) => Client;

/** The client that ships in aws-rum-web, bundled because Node cannot import its extensionless ES modules. */
async function loadClient(): Promise<ClientFactory> {
  const from = '@aws-rum/web-core/dispatch';
  const contents = `
    import { DataPlaneClient } from '${from}/DataPlaneClient';
    import { FetchHttpHandler } from '${from}/FetchHttpHandler';
    import { BeaconHttpHandler } from '${from}/BeaconHttpHandler';
    import { createSigningConfig } from '${from}/signing';
    export const create = (endpoint, region, credentials, compress) => new DataPlaneClient({
      endpoint, region, credentials, compressionStrategy: { enabled: compress },
      fetchRequestHandler: new FetchHttpHandler({ fetchFunction: fetch }),
      beaconRequestHandler: new BeaconHttpHandler(),
    }, createSigningConfig(credentials, region));`;
  const folder = await mkdtemp(join(tmpdir(), 'dual-rum-console-'));
  const outfile = join(folder, 'client.mjs');
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  const module = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { create: ClientFactory };
  await rm(folder, { recursive: true });
  return module.create;
}

let create: ClientFactory;
let rum: RunningConsole;
let beacons: Promise<Response>[] = [];

beforeAll(async () => {
  create = await loadClient();
  rum = await startConsole();
  vi.stubGlobal('window', globalThis);
  // The browser's: the body as text/plain, the answer out of reach.
  const sendBeacon = (url: string, body: string) => beacons.push(fetch(url, { method: 'POST', body })) > 0;
  vi.stubGlobal('navigator', { sendBeacon });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await rum.close();
});
beforeEach(async () => {
  await rum.reset();
  beacons = [];
});

const client = (state: 'guest' | 'authenticated', compress = false) => {
  const { appMonitorId } = rum.config[state];
  const credentials = rum.issueCredentials({ monitor: appMonitorId });
  return create(new URL(rum.endpoint), rum.config.region, credentials, compress);
};
const request = (state: 'guest' | 'authenticated', count = 1) => {
  const id = rum.config[state].appMonitorId;
  const events = Array.from({ length: count }, () => ({ ...event('http'), timestamp: new Date(1_767_225_600_400) }));
  return { ...batch(id), RumEvents: events };
};

it.each(['guest', 'authenticated'] as const)(
  'accepts what aws-rum-web sends by fetch and by beacon (%s)',
  async (state) => {
    const sent = await client(state).sendFetch(request(state));
    expect(sent.response.statusCode).toBe(200);
    await client(state).sendBeacon(request(state));
    expect((await beacons[0]!).status).toBe(200);
    expect(rum.events().map(({ transport, timestamp }) => [transport, timestamp])).toEqual([
      ['fetch', 1_767_225_600],
      ['beacon', 1_767_225_600],
    ]);
  },
);

it('accepts its gzipped batches', async () => {
  const sent = await client('guest', true).sendFetch(request('guest', 50));
  expect(sent.response.statusCode).toBe(200);
  expect(rum.events()).toHaveLength(50);
});

it('refuses its guest credentials on the signed-in monitor', async () => {
  const sent = await client('guest').sendFetch(request('authenticated'));
  expect(sent.response.statusCode).toBe(403);
  await client('guest').sendBeacon(request('authenticated'));
  expect((await beacons[0]!).status).toBe(403);
  expect(rum.refused()).toHaveLength(2);
});
