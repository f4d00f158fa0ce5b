import { afterEach, expect, it, vi } from 'vitest';
import { inertConfig, monitorConfig } from './monitorConfig.ts';

afterEach(() => void vi.unstubAllGlobals());

const guest = { appMonitorId: 'a', config: { sessionSampleRate: 0.5, batchLimit: undefined as never } };
const options = {
  region: 'eu-west-1',
  applicationVersion: '1',
  guest,
  authenticated: { appMonitorId: 'b' },
  config: { batchLimit: 10, sessionSampleRate: 1, cookieAttributes: { path: '/shop' } },
};

it("puts an app monitor's own options over those of both", () => {
  expect(monitorConfig('guest', options).config).toMatchObject({ sessionSampleRate: 0.5, batchLimit: 10 });
  expect(monitorConfig('authenticated', options).config).toMatchObject({ sessionSampleRate: 1, batchLimit: 10 });
});

it('sets no limit of events for a session, and the telemetries of aws-rum-web', () => {
  const { config, telemetries } = monitorConfig('guest', options);
  expect(config.sessionEventLimit).toBe(0);
  expect([...telemetries.keys()]).toEqual(['errors', 'performance', 'http']);
});

it('sends to the region, unless an endpoint is given', () => {
  expect(monitorConfig('guest', options).endpoint).toBe('https://dataplane.rum.eu-west-1.amazonaws.com');
  expect(monitorConfig('guest', { ...options, endpoint: 'http://localhost:1' }).endpoint).toBe('http://localhost:1');
  const own = { ...options, endpoint: 'http://localhost:1', config: { endpoint: 'http://localhost:2' } };
  expect(monitorConfig('guest', own).endpoint).toBe('http://localhost:2');
});

it('gives each app monitor cookies of its own', () => {
  expect(monitorConfig('guest', options).cookieAttributes).toMatchObject({ path: '/shop', unique: true });
});

it.each([
  ['https://shop.test', true],
  ['http://localhost:5173', false],
])('makes cookies as secure as the page: %s', (origin, secure) => {
  vi.stubGlobal('location', new URL(origin));
  expect(monitorConfig('guest', options).cookieAttributes.secure).toBe(secure);
  const own = { ...options, config: { cookieAttributes: { secure: !secure } } };
  expect(monitorConfig('guest', own).cookieAttributes.secure).toBe(!secure);
});

it('makes an instance that does nothing by itself', () => {
  expect(inertConfig(monitorConfig('guest', options), 'user', undefined)).toMatchObject({
    allowCookies: false,
    disableAutoPageView: true,
    dispatchInterval: 0,
    enableRumClient: false,
    signing: false,
    telemetries: [],
    userId: 'user',
  });
});

it('leaves session replay to the instance, and nothing else', () => {
  const replay = { ...options, config: { telemetries: ['errors', ['replay', { batchSize: 5 }]] as never } };
  const { telemetries } = inertConfig(monitorConfig('guest', replay), 'user', 'alias');
  expect(telemetries).toEqual([['replay', { batchSize: 5 }]]);
  expect(inertConfig(monitorConfig('guest', replay), 'user', 'alias').alias).toBe('alias');
});
