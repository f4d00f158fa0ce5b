export { oidcSource } from './auth/oidcSource.ts';
export type { OidcUserManager } from './auth/oidcSource.ts';
