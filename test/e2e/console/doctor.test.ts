import { startConsole, type RunningConsole } from '@dual-rum/console';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBrowser } from '../../support/browser.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startDoctorSite, type DoctorSite } from './doctorSite.ts';
import { runDoctor } from './runDoctor.ts';

let rum: RunningConsole;
let site: DoctorSite;
let args: string[];
beforeAll(async () => {
  ensureBuilt('console');
  [rum, site] = await Promise.all([startConsole(), startDoctorSite()]);
  args = ['--console', rum.url, '--wait', '5', '--browser', ensureBrowser()];
});
afterAll(async () => {
  await Promise.all([rum?.close(), site?.close()]);
});

it('doctor finds what is wrong with an app, by name, and exits with 1', async () => {
  const { region, endpoint, identityPoolEndpoint, guest } = rum.config;
  const authenticated = { appMonitorId: '11111111-2222-4333-8444-555555555555' };
  const options = {
    region,
    applicationVersion: '1',
    endpoint,
    identityPoolEndpoint,
    guest,
    authenticated,
    config: { dispatchInterval: 100 },
  };
  const { code, findings, error } = await runDoctor(site.add({ given: { options } }), ...args);
  expect({ code, findings }, error).toMatchObject({
    code: 1,
    findings: [
      {
        code: 'unknown-monitor',
        monitor: 'authenticated',
        evidence: [`authenticated.appMonitorId is ${authenticated.appMonitorId}`, expect.any(String)],
      },
    ],
  });
  // The guests' part is right, and their events have arrived.
  expect(rum.events({ type: 'page_view' }).length).toBe(1);
});
