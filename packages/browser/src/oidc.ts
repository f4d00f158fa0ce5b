import { isRedirect, observe } from './observe.ts';
import type { AuthSource } from './types.ts';

interface User {
  profile: { sub: string; iss: string; exp: number };
  id_token?: string | undefined;
  expired?: boolean | undefined;
}
type Listener = () => void;

/** What is used of `UserManager` of oidc-client-ts 3. */
export interface OidcUserManager {
  getUser(): Promise<User | null>;
  signinSilent(): Promise<User | null>;
  events: Record<
    'addUserLoaded' | 'addUserUnloaded' | 'addUserSignedOut' | 'addSilentRenewError',
    (listener: Listener) => Listener
  >;
}

const METHODS = [
  'removeUser',
  'signinCallback',
  'signinPopup',
  'signinRedirectCallback',
  'signinSilent',
  'signoutPopup',
];

/**
 * Sign-in from any OpenID Connect provider through oidc-client-ts 3; it fits the hosted UI of Cognito too.
 *
 * @example
 * const manager = new UserManager({ authority, client_id, redirect_uri });
 * const rum = createDualRum({ region, applicationVersion, auth: oidcSource(manager), guest, authenticated });
 */
export function oidcSource(manager: OidcUserManager): AuthSource {
  const hints = new Set<(why: string) => void>();
  const waiting: (() => void)[] = [];
  let settled = !isRedirect();
  let stop: (() => void) | undefined;
  let renew: () => Promise<unknown>;

  const hint = (why: string): void => {
    waiting.splice(0).forEach((go) => go());
    for (const tell of hints) tell(why);
  };
  const watch = (): void => {
    const { original, stop: restore } = observe(manager, METHODS, (name) => {
      settled = true;
      hint(name);
    });
    renew = () => original['signinSilent']!() as Promise<unknown>;
    const { addUserLoaded, addUserUnloaded, addUserSignedOut, addSilentRenewError } = manager.events;
    const undo = [addUserLoaded, addUserUnloaded, addUserSignedOut, addSilentRenewError].map((add) =>
      add.call(manager.events, () => hint('user')),
    );
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === null || key.startsWith('oidc.user:')) hint('storage');
    };
    window.addEventListener('storage', onStorage);
    stop = () => {
      restore();
      undo.forEach((remove) => remove());
      window.removeEventListener('storage', onStorage);
      stop = undefined;
    };
  };
  watch();
  const left = (user: User): number => user.profile.exp - Date.now() / 1000;

  return {
    async current() {
      let user = await manager.getUser();
      // Back from the provider: the app has yet to fetch what it brought.
      while (!user && !settled) {
        await new Promise<void>((go) => waiting.push(go));
        user = await manager.getUser();
      }
      if (user?.expired) {
        try {
          await renew();
        } catch (cause) {
          // The provider says no; anything else is not known.
          if ((cause as { error?: string | null }).error) return null;
          throw cause;
        }
      }
      return user && { subject: user.profile.sub, issuer: user.profile.iss };
    },
    async idToken(minTtl = 60) {
      let user = await manager.getUser();
      if (!user?.id_token || left(user) < minTtl) {
        await renew();
        user = await manager.getUser();
      }
      if (!user?.id_token || left(user) <= 0) throw new Error('the OpenID provider gives no fresh id token');
      return user.id_token;
    },
    subscribe(tell) {
      hints.add(tell);
      if (!stop) watch();
      return () => {
        hints.delete(tell);
        if (hints.size === 0) stop?.();
      };
    },
  };
}
