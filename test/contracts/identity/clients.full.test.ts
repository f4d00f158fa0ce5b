import { afterAll, beforeAll, describe } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { amplifyChecks } from './amplifyChecks.ts';
import { auth0Checks } from './auth0Checks.ts';
import { oidcChecks } from './oidcChecks.ts';
import { startServices } from './services.ts';
import type { Setting } from './Setting.ts';

let setting: Setting | undefined;

beforeAll(async () => {
  setting = { services: await startServices(), browser: await launchBrowser() };
});
afterAll(async () => {
  await setting?.browser.close();
  await setting?.services.close();
});

// The clients in a real browser, in one browser for all.
describe('auth0-spa-js', () => auth0Checks(() => setting!));
describe('oidc-client-ts', () => oidcChecks(() => setting!));
describe('Amplify', () => amplifyChecks(() => setting!));
