import { createDualRum, type AuthSource, type DualRum } from '@dual-rum/browser';

/** `auth` is the source of your sign-in client, such as `auth0Source(client)`. */
export function createRum(auth: AuthSource): DualRum {
  return createDualRum({
    region: 'us-east-1',
    applicationVersion: '0.0.0',
    endpoint: 'http://127.0.0.1:4567',
    identityPoolEndpoint: 'http://127.0.0.1:4567',
    auth,
    guest: {
      appMonitorId: '61899440-5c74-5a01-b589-da712d389bf4',
      identityPoolId: 'us-east-1:87de9f08-3926-5b72-9174-8a087bf92ecd',
    },
    authenticated: {
      appMonitorId: 'fddecdca-40e6-5c7c-ac60-1ddb0748882d',
      identityPoolId: 'us-east-1:87de9f08-3926-5b72-9174-8a087bf92ecd',
    },
  });
}
