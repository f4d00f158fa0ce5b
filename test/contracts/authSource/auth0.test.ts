import { auth0 } from './clients/auth0.ts';
import { authSourceContract } from './contract.ts';

authSourceContract(
  auth0('auth0', { cacheLocation: 'memory' }),
  // Without the fallback, a reload with the memory cache is a logout: the refresh token was in memory too.
  auth0('auth0', { cacheLocation: 'memory', useRefreshTokens: true, useRefreshTokensFallback: true }),
  auth0('auth0', { cacheLocation: 'localstorage' }),
  auth0('auth0', { cacheLocation: 'localstorage', useRefreshTokens: true }),
);
