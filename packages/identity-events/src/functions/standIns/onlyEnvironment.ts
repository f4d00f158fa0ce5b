import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for `@aws-sdk/credential-provider-node` in bundles: Lambda gives a function its credentials in the environment. */
export const defaultProvider = fromEnv;
