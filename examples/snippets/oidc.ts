import { createDualRum } from '@dual-rum/browser';
import { oidcSource } from '@dual-rum/browser/oidc';
import { UserManager } from 'oidc-client-ts';

const redirect_uri = location.origin;
export const manager = new UserManager({ authority: 'https://id.example.com', client_id: 'my-shop', redirect_uri });
export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth: oidcSource(manager),
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
});
