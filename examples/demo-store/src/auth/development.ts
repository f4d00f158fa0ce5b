/** The console's development issuer, which vouches for anyone; and the `AuthSource` of an app that keeps its own session. */
import { computed, watch } from 'vue';
import { config } from '../config.ts';
import { stored } from '../stored.ts';
import { never, type Auth } from './Auth.ts';

interface Session {
  subject: string;
  idToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export function createAuth({ issuer }: { issuer: string }): Auth {
  // A sign-out in another tab shows here.
  const kept = stored<Session | null>(`lowland.session.${config.run}`, null);
  const session = kept.value;

  const requestSession = async (subject: string): Promise<Session> => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject }),
    });
    if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
    const { id_token, expires_in } = (await response.json()) as { id_token: string; expires_in: number };
    return { subject, idToken: id_token, expiresAt: Date.now() + expires_in * 1000 };
  };

  return {
    // Three members over whatever keeps your session.
    source: {
      current: () => Promise.resolve(session.value && { subject: session.value.subject, issuer }),
      async idToken(minTtlSeconds = 60) {
        const now = session.value;
        if (!now) throw new Error('Nobody is signed in, so there is no id token.');
        if (now.expiresAt - Date.now() > minTtlSeconds * 1000) return now.idToken;
        const renewed = await requestSession(now.subject);
        // The user may have signed out while the token was on its way: that must not sign them in again.
        if (session.value?.subject === now.subject) kept.set(renewed);
        return renewed.idToken;
      },
      // Told at once, so that what follows a sign-in is already the signed-in user's.
      subscribe: (hint) => watch(session, () => hint('the session changed'), { flush: 'sync' }),
    },
    user: computed(() => session.value && { subject: session.value.subject, name: session.value.subject }),
    asks: 'a name',
    signIn: async (name) => kept.set(await requestSession(name)),
    signOut: () => Promise.resolve(kept.set(null)),
    returned: never(),
  };
}
