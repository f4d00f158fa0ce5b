import { auth } from './auth/index.ts';

/** Who is signed in, or null for a guest. */
export const session = auth.user;
