import type { SignInSetup } from '../journey/journey.ts';
import type { SignInClient } from './clients/SignInClient.ts';
import { dualRum } from './dualRum.ts';
import { saidByClient } from './saidByClient.ts';
import { start } from './start.ts';

const { client = {}, signIn } = window.pageSetup;
// As an app would, with one client in its page.
const clients: Record<SignInSetup['client'], () => Promise<SignInClient>> = {
  amplify: async () => (await import('./clients/amplify.ts')).amplify(client, signIn!.appPool),
  auth0: async () => (await import('./clients/auth0.ts')).auth0(client, signIn!.cache),
  oidc: async () => (await import('./clients/oidc.ts')).oidc(client),
};
start(dualRum(), saidByClient(await clients[signIn!.client]()));
