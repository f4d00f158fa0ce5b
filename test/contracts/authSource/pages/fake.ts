/** An AuthSource as an app would write it over its own session, for a provider that does what it is told. */
import type { AuthSource } from '@dual-rum/browser';
import { follow } from './app.ts';

interface Session {
  subject: string;
  idToken: string;
}

const { config } = globalThis as unknown as { config: { provider: string } };
const KEY = 'session';
const hints = new Set<Parameters<AuthSource['subscribe']>[0]>();
const read = (): Session | null => JSON.parse(localStorage.getItem(KEY) ?? 'null') as Session | null;
const keep = (session: Session | null, kind?: 'refresh'): void => {
  localStorage.setItem(KEY, JSON.stringify(session));
  hints.forEach((hint) => hint('session', kind));
};
const left = ({ idToken }: Session): number =>
  (JSON.parse(atob(idToken.split('.')[1]!)) as { exp: number }).exp - Date.now() / 1000;

async function fetchSession(user: string): Promise<Session> {
  const response = await fetch(`${config.provider}/token?user=${user}`);
  if (response.status === 400) throw Object.assign(new Error('refused'), { error: 'invalid_grant' });
  return (await response.json()) as Session;
}

const code = new URLSearchParams(location.search).get('code');
let restoring: Promise<void> | undefined;

const source: AuthSource = {
  async current() {
    await restoring;
    const session = read();
    if (!session) return null;
    try {
      if (left(session) <= 0) keep(await fetchSession(session.subject), 'refresh');
    } catch (cause) {
      if ((cause as { error?: string }).error) return null;
      throw cause;
    }
    return { subject: session.subject, issuer: config.provider };
  },
  async idToken(minTtl = 60) {
    let session = read();
    if (!session) throw new Error('nobody is signed in');
    if (left(session) < minTtl) {
      session = await fetchSession(session.subject);
      keep(session, 'refresh');
    }
    return session.idToken;
  },
  subscribe(hint) {
    const onStorage = (): void => hint('storage');
    hints.add(hint);
    window.addEventListener('storage', onStorage);
    return () => {
      hints.delete(hint);
      window.removeEventListener('storage', onStorage);
    };
  },
};

if (code) restoring = fetchSession(code).then((session) => keep(session));
follow({}, () => source, {
  login: async (user) => keep(await fetchSession(user)),
  loginWithRedirect: () => Promise.resolve((location.href = `${config.provider}/login?back=${location.href}`)),
  logout: () => Promise.resolve(keep(null)),
});
