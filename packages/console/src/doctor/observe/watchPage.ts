import type { MonitorName, SeenHealth, SeenProblem, SeenRum } from '../Observations.ts';

/** What the page tells as it happens. */
export type Told =
  | { is: 'visit' }
  | { is: 'rum'; guestId: string; authenticatedId: string }
  | { is: 'violation'; directive: string; blocked: string; enforced: boolean };

/** What the page tells when it is asked. */
export interface Snapshot {
  rums: SeenRum[];
  hasSnippet: boolean;
  signedInAt: string[];
}

/** The part of a `DualRum` that is asked. Structural: the console does not depend on the SDK. */
interface Rum {
  readonly state: string;
  readonly health: Record<MonitorName, SeenHealth>;
  readonly guest: { config?: Record<string, unknown> };
  subscribe: (listener: (state: string) => void) => () => void;
  onProblem: (listener: (problem: SeenProblem) => void) => () => void;
}

declare global {
  /** Put there by Playwright. */
  var dualRumDoctorTold: ((told: string) => Promise<void>) | undefined;
  var dualRumDoctor: (() => Snapshot) | undefined;
}

/**
 * Runs in the page before anything of the app. It stands by where `createDualRum` registers each rum, so the app needs no change.
 * Playwright sends its text: it uses nothing from outside itself.
 */
export function watchPage(): void {
  if (window !== window.top || !location.protocol.startsWith('http')) return;
  const tell = (told: Told): void => void globalThis.dualRumDoctorTold?.(JSON.stringify(told));
  const watched = new Map<Rum, Pick<SeenRum, 'guestId' | 'authenticatedId' | 'switches' | 'problems'>>();

  const watch = (key: string, rum: Rum): void => {
    const [guestId = '', authenticatedId = ''] = key.split(' ');
    const seen = { guestId, authenticatedId, switches: 0, problems: [] as SeenProblem[] };
    watched.set(rum, seen);
    let last = rum.state;
    rum.subscribe((state) => {
      if (state !== 'pending' && last !== 'pending' && state !== last) seen.switches++;
      if (state !== 'pending') last = state;
    });
    rum.onProblem(({ type, monitor, message, fix }) => seen.problems.push({ type, monitor, message, fix }));
    tell({ is: 'rum', guestId, authenticatedId });
  };
  class WatchedMap extends Map<string, Rum> {
    override set(key: string, rum: Rum): this {
      if (!watched.has(rum)) watch(key, rum);
      return super.set(key, rum);
    }
    override delete(key: string): boolean {
      const rum = this.get(key);
      if (rum) watched.delete(rum);
      return super.delete(key);
    }
  }
  // Where all copies of the SDK keep the rums of the page.
  Object.assign(window, { [Symbol.for('@dual-rum/browser')]: new WatchedMap() });

  addEventListener(
    'securitypolicyviolation',
    ({ effectiveDirective, blockedURI, disposition }) =>
      tell({
        is: 'violation',
        directive: effectiveDirective,
        blocked: blockedURI,
        enforced: disposition === 'enforce',
      }),
    true,
  );
  tell({ is: 'visit' });
  const place = (): string => location.pathname + location.hash;
  let last = place();
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', () => {
    if (place() !== last) tell({ is: 'visit' });
    last = place();
  });

  const patternsOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);
  const look = (rum: Rum): SeenRum => {
    const config = rum.guest.config ?? {};
    const rate = config['sessionSampleRate'];
    return {
      ...watched.get(rum)!,
      state: rum.state,
      health: { guest: { ...rum.health.guest }, authenticated: { ...rum.health.authenticated } },
      endpoint: String(config['endpoint'] ?? ''),
      sampleRate: typeof rate === 'number' ? rate : undefined,
      include: patternsOf(config['pagesToInclude']),
      exclude: patternsOf(config['pagesToExclude']),
    };
  };
  /** Keys and values of everything stored that can be read. */
  const stored = (): [string, string][] => {
    const read = (entries: () => [string, string][]): [string, string][] => {
      try {
        return entries();
      } catch {
        return [];
      }
    };
    return [
      ...read(() => Object.entries(localStorage) as [string, string][]),
      ...read(() => Object.entries(sessionStorage) as [string, string][]),
      ...read(() =>
        document.cookie
          .split('; ')
          .map((pair): [string, string] => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]),
      ),
    ];
  };
  const signedInAt = (): string[] => {
    const has = (key: RegExp, value: RegExp): boolean =>
      stored().some(([name, text]) => key.test(name) && value.test(text));
    return [
      ...(has(/^@@auth0spajs@@::.+@@user@@$/, /id_token/) || has(/^auth0\..+\.is\.authenticated$/, /^true$/)
        ? ['Auth0']
        : []),
      ...(has(/^CognitoIdentityServiceProvider\..+\.idToken$/, /./) ? ['Amplify'] : []),
      ...(has(/^oidc\.user:/, /"id_token":"./) ? ['oidc-client-ts'] : []),
    ];
  };
  globalThis.dualRumDoctor = () => ({
    rums: [...watched.keys()].map(look),
    hasSnippet: 'cwr' in window,
    signedInAt: signedInAt(),
  });
}
