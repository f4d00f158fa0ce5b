import type { Evidence, Violation } from '../evidence.ts';

/** In the end the SDK and the client that signs in agree on who is there. */
export function signedIn({ story: { user } }: Evidence): Violation[] {
  if (!user || user.known === user.real) return [];
  const name = (one: string | null): string => one ?? 'a guest';
  return [{ rule: 'wrong user', message: `taken for ${name(user.known)}, and it is ${name(user.real)}` }];
}
