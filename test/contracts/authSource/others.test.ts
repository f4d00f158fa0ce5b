import { amplify } from './clients/amplify.ts';
import { auth0 } from './clients/auth0.ts';
import { fake } from './clients/fake.ts';
import { oidc } from './clients/oidc.ts';
import { authSourceContract } from './contract.ts';

authSourceContract(
  fake,
  auth0('auth0Vue', { cacheLocation: 'memory' }),
  auth0('auth0Vue', { cacheLocation: 'localstorage', useRefreshTokens: true, late: true }),
  oidc('iframe'),
  oidc('refresh tokens'),
  amplify,
);
