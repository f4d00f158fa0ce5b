import type { AuthUser } from '../api/types.ts';

/** The key of a signed-in user whom the app does not name. */
const UNNAMED = '-';

/** Tells one user from another without storing who they are. */
export const userKeyOf = (user: AuthUser | undefined): string =>
  user ? fnv1a(`${user.issuer ?? ''} ${user.subject}`) : UNNAMED;

/** FNV-1a, 32 bits, in base 36: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
