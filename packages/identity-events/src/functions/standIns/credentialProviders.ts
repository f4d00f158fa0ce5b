import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-providers` in bundles, which MSK's signer imports whole: Lambda gives a function its
 * credentials in the environment, and the functions give them to the signer.
 */
export const fromNodeProviderChain = fromEnv;
export const fromIni = fromEnv;
export const fromTemporaryCredentials = fromEnv;
