export { amplifySource } from './auth/amplifySource.ts';
export type { Amplify } from './auth/amplifySource.ts';
