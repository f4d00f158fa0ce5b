export { auth0Source } from './auth/auth0Source.ts';
export type { Auth0SpaClient, Auth0VuePlugin } from './auth/auth0Source.ts';
