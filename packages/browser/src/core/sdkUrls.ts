import type { DualRumOptions } from '../api/types.ts';

/** URLs that the SDK itself calls, which are not the app's requests. */
export function sdkUrls({ guest, authenticated, identityPoolEndpoint }: DualRumOptions): RegExp[] {
  const urls = [guest, authenticated].map(({ appMonitorId }) => new RegExp(`/appmonitors/${appMonitorId}`));
  if (identityPoolEndpoint) urls.push(new RegExp(`^${identityPoolEndpoint.replace(/\W/g, '\\$&')}/?$`));
  return urls;
}
