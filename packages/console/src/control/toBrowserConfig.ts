import type { BrowserConfig, BrowserMonitorConfig } from './BrowserConfig.ts';
import type { MonitorState } from '../options/ConsoleOptions.ts';
import type { Role, Settings } from '../settings/Settings.ts';
import { aliasesOf } from '../iam/aliasesOf.ts';
import { mayPutRumEvents } from '../iam/mayPutRumEvents.ts';

/** The configuration that points a browser app at the console at this URL. */
export function toBrowserConfig(settings: Settings, url: string): BrowserConfig {
  return {
    region: settings.region,
    endpoint: url,
    identityPoolEndpoint: url,
    issuer: `${url}/issuer`,
    clientId: settings.issuerClientIds[0]!,
    guest: monitorConfig(settings, 'guest'),
    authenticated: monitorConfig(settings, 'authenticated'),
  };
}

function monitorConfig({ monitors, pools, account }: Settings, state: MonitorState): BrowserMonitorConfig {
  const monitor = monitors.find((each) => each.state === state)!;
  const roleKey = state === 'guest' ? 'unauthenticatedRole' : 'authenticatedRole';
  const mayWrite = (role: Role | undefined, alias?: string): boolean =>
    mayPutRumEvents({ monitor, account, role, alias, sourceIp: '127.0.0.1' }) === 'allow';
  const pool = pools.find((each) => each[roleKey] && mayWrite(each[roleKey])) ?? pools[0];
  const role = pool?.[roleKey];
  const signed = state !== 'guest' || (role !== undefined && mayWrite(role));
  const [unsigned] = aliasesOf(monitor.resourcePolicy)
    .filter((alias) => mayWrite(undefined, alias))
    .map((alias) => ({ alias }));
  if (!signed && unsigned) {
    return {
      appMonitorId: monitor.id,
      signing: false,
      ...(unsigned.alias === undefined ? {} : { alias: unsigned.alias }),
    };
  }
  return { appMonitorId: monitor.id, ...(pool ? { identityPoolId: pool.id } : {}) };
}
