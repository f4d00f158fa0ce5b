import { createDualRum, type DualRumOptions } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';
import { auth0 } from './auth0.ts';
import deployed from './rum.config.json';

declare global {
  var rumOptions: Partial<DualRumOptions> | undefined;
}

export const rum = createDualRum({
  ...(deployed as Omit<DualRumOptions, 'applicationVersion'>),
  applicationVersion: '1.4.0',
  auth: auth0Source(auth0),
  ...globalThis.rumOptions, // Of a test.
});
