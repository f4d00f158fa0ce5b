import { config } from './config.ts';
import { stored } from './stored.ts';

export interface Session {
  subject: string;
  idToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

const kept = stored<Session | null>(`lowland.session.${config.run}`, null);

/** Who is signed in, or null for a guest. A sign-out in another tab shows here. */
export const session = kept.value;

export async function signIn(subject: string): Promise<void> {
  kept.set(await requestSession(subject));
}

export function signOut(): void {
  kept.set(null);
}

/** An id token that stays valid for `minTtlSeconds`, renewed where it would not; rejects for a guest. */
export async function idToken(minTtlSeconds = 60): Promise<string> {
  const now = session.value;
  if (!now) throw new Error('Nobody is signed in, so there is no id token.');
  if (now.expiresAt - Date.now() > minTtlSeconds * 1000) return now.idToken;
  const renewed = await requestSession(now.subject);
  // The user may have signed out while the token was on its way: that must not sign them in again.
  if (session.value?.subject === now.subject) kept.set(renewed);
  return renewed.idToken;
}

async function requestSession(subject: string): Promise<Session> {
  const response = await fetch(`${config.issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subject }),
  });
  if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
  const { id_token, expires_in } = (await response.json()) as { id_token: string; expires_in: number };
  return { subject, idToken: id_token, expiresAt: Date.now() + expires_in * 1000 };
}
