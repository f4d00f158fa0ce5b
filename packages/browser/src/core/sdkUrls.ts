import type { DualRumOptions } from '../api/types.ts';

const literally = (text: string): string => text.replace(/\W/g, '\\$&');

/** URLs that the SDK itself calls, which are not the app's requests. */
export function sdkUrls(options: DualRumOptions): RegExp[] {
  const { guest, authenticated, region } = options;
  const { identityPoolEndpoint = `https://cognito-identity.${region}.amazonaws.com` } = options;
  return [
    ...[guest, authenticated].map(({ appMonitorId }) => new RegExp(`/appmonitors/${appMonitorId}`)),
    new RegExp(`^${literally(identityPoolEndpoint)}/?$`),
  ];
}
