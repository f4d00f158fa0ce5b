import { amplify } from './clients/amplify.ts';
import { auth0 } from './clients/auth0.ts';
import { fake } from './clients/fake.ts';
import { oidc } from './clients/oidc.ts';

/** The source that an app writes itself: the least there can be. */
export const own = fake;

/** One of each library. */
export const oneOfEach = [
  auth0('auth0', { cacheLocation: 'localstorage', useRefreshTokens: true }),
  auth0('auth0Vue', { cacheLocation: 'memory' }),
  oidc('refresh tokens'),
  amplify,
];

export const ofVendors = [
  auth0('auth0', { cacheLocation: 'memory' }),
  // Without the fallback, a reload with the memory cache is a logout: the refresh token was in memory too.
  auth0('auth0', { cacheLocation: 'memory', useRefreshTokens: true, useRefreshTokensFallback: true }),
  auth0('auth0', { cacheLocation: 'localstorage' }),
  auth0('auth0', { cacheLocation: 'localstorage', useRefreshTokens: true }),
  auth0('auth0Vue', { cacheLocation: 'memory' }),
  auth0('auth0Vue', { cacheLocation: 'localstorage', useRefreshTokens: true, late: true }),
  oidc('iframe'),
  oidc('refresh tokens'),
  amplify,
];
