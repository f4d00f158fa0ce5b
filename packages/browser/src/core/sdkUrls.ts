import type { DualRumOptions } from '../api/types.ts';

const literally = (text: string): string => text.replace(/\W/g, '\\$&');

/** Files that the SDK loads late, by the names that its build gives them and bundlers keep. */
const OWN_FILE = /\/dual-rum-sdk-[^/]+$/;

/** URLs that the SDK itself calls or loads, which are not the app's requests. */
export function sdkUrls(options: DualRumOptions): RegExp[] {
  const { guest, authenticated, region } = options;
  const { identityPoolEndpoint = `https://cognito-identity.${region}.amazonaws.com` } = options;
  return [
    OWN_FILE,
    new RegExp(`/appmonitors/(${guest.appMonitorId}|${authenticated.appMonitorId})`),
    new RegExp(`^${literally(identityPoolEndpoint)}/?$`),
  ];
}
