import { config } from '../config.ts';
import type { Auth, AuthConfig } from './Auth.ts';

/** Loads the one client that this shop signs in with. */
async function load(given: AuthConfig): Promise<Auth> {
  switch (given.by) {
    case 'auth0':
      return (await import('./auth0.ts')).createAuth(given);
    case 'cognito':
      return (await import('./cognito.ts')).createAuth(given);
    case 'oidc':
      return (await import('./oidc.ts')).createAuth(given);
    case 'development':
      return (await import('./development.ts')).createAuth(given);
  }
}

export const auth = await load(config.auth);
