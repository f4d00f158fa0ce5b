import { expect, it, vi } from 'vitest';
import type { AppMonitor } from '../monitor/createAppMonitor.ts';
import { createMonitors } from './createMonitors.ts';

const options = {
  region: 'us-east-1',
  applicationVersion: '1',
  guest: { appMonitorId: '00000000-1111-4222-8333-444444444444', signing: false },
  authenticated: { appMonitorId: '00000000-1111-4222-8333-555555555555', signing: false },
  config: { telemetries: ['errors'] },
};

it('creates both when one is used for the first time, and not again', () => {
  const onCreate = vi.fn<(monitor: AppMonitor) => void>();
  const monitors = createMonitors(options, vi.fn(), onCreate);
  expect([...monitors.configs.guest.telemetries.keys()]).toEqual(['errors']);
  expect(monitors.created).toEqual([]);
  expect(onCreate).not.toHaveBeenCalled();
  const { authenticated } = monitors;
  expect(authenticated.name).toBe('authenticated');
  expect(monitors.all).toEqual([monitors.guest, authenticated]);
  expect(monitors.created).toEqual(monitors.all);
  expect(onCreate.mock.calls.map(([monitor]: unknown[]) => monitor)).toEqual([monitors.guest, authenticated]);
});

it('goes on with its own class where the one that it is given cannot be created, and says so', () => {
  const cause = new Error('not today');
  class Client {
    constructor() {
      throw cause;
    }
  }
  const report = vi.fn();
  const monitors = createMonitors({ ...options, client: Client as never }, report, vi.fn());
  expect(monitors.all.map(({ rum }) => rum.client.constructor.name)).toEqual(['Orchestration', 'Orchestration']);
  expect(report.mock.calls).toEqual([
    [{ type: 'instrument', monitor: 'guest', cause }],
    [{ type: 'instrument', monitor: 'authenticated', cause }],
  ]);
});
