import { defaultCookieAttributes } from '@aws-rum/web-slim/orchestration/Orchestration';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { v4 } from 'uuid';
import { createCookies } from './createIdStorage.ts';
import { keepCredentials, type Credentials, type Vault } from '../credentials/cacheCredentials.ts';
import { identityPool } from '../credentials/identityPool.ts';
import { createDelivery, type Room } from '../transport/createTransport.ts';
import { parseTelemetries } from '../api/parseTelemetries.ts';
import { statelessPattern } from '../api/statelessPattern.ts';
import type { Kept } from '../transport/openBatchStorage.ts';
import { createMonitor } from './createEventBuffer.ts';
import type { Report } from '../problems/createProblems.ts';
import { createSender } from '../transport/createSender.ts';
import type { switchable, SwitchableRum } from './awsRumInternals.ts';
import type { AuthUser, DualRumOptions, MonitorName, RumConfig } from '../api/types.ts';

const TELEMETRIES = ['errors', 'performance', 'http'];

/** Everything one app monitor has to itself: instance, cookies, credentials, queue. */
export function prepareMonitor(
  name: MonitorName,
  options: DualRumOptions,
  Client: ReturnType<typeof switchable>,
  report: Report,
  lasting: { bytes: number },
) {
  const { appMonitorId, identityPoolId, credentials, signing = true, alias, config: own = {} } = options[name];
  // aws-rum-web's default of 200 events a session drops the rest in silence.
  const config: RumConfig = { sessionEventLimit: 0, telemetries: TELEMETRIES };
  // What is undefined is left out: aws-rum-web would take it for a value.
  for (const given of [options.config, own]) {
    for (const [key, value] of Object.entries(given ?? {}))
      if (value !== undefined) Object.assign(config, { [key]: value });
  }
  for (const key of ['pagesToInclude', 'pagesToExclude'] as const) {
    if (config[key]) config[key] = config[key].map(statelessPattern);
  }
  const endpoint = config.endpoint ?? options.endpoint ?? `https://dataplane.rum.${options.region}.amazonaws.com`;
  const telemetries = parseTelemetries(config.telemetries!);
  const cookieAttributes = { ...defaultCookieAttributes(), ...config.cookieAttributes, unique: true };
  const days = config.userIdRetentionDays ?? 30;
  let live: SwitchableRum | undefined = undefined;
  const cookies = createCookies(appMonitorId, cookieAttributes, Boolean(config.allowCookies), () => {
    live?.allowCookies(false);
    report({ type: 'storage', monitor: name });
  });
  let userId = config.userId ?? cookies.user();

  const sender = createSender({
    region: options.region,
    endpoint: new URL(endpoint),
    signing,
    config,
    // The browser's own, before it is patched: what the SDK sends is not the app's.
    fetch: (config.fetchFunction ?? globalThis.fetch) as typeof fetch,
    lasting,
  });
  const delivery = createDelivery(name, sender.send, report, signing);
  const replay = telemetries.get('replay');
  const monitor = createMonitor({
    name,
    config,
    delivery,
    report,
    beforeSend: options.beforeSend,
    create: (client) =>
      new Client(appMonitorId, options.applicationVersion, options.region, {
        ...config,
        ...(alias !== undefined && { alias }),
        endpoint,
        cookieAttributes,
        // It would read the session of an earlier page, for which its turn is early enough.
        allowCookies: false,
        userId,
        // Inert: it writes no user id of its own, records no page, patches nothing and never dispatches by itself.
        userIdRetentionDays: 0,
        enableRumClient: false,
        disableAutoPageView: true,
        eventPluginsToLoad: [],
        dispatchInterval: 0,
        // Signing is the sender's affair.
        signing: false,
        clientBuilder: () => client,
        telemetries: replay ? [['replay', replay]] : [],
      } as never),
  });
  const { rum } = monitor;
  live = rum;
  for (const plugin of own.eventPluginsToLoad ?? []) rum.addPlugin(plugin);
  rum.disable();
  rum.allowCookies(cookies.usable);

  let given: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined = credentials;
  let guestKeys: Credentials | undefined;
  /** Counts how often consent was withdrawn. */
  let forgotten = 0;
  /** Keeps what any guest may have; what a user got is never stored. */
  const makeVault = (): Vault | undefined => {
    if (name !== 'guest' || given || !identityPoolId) return undefined;
    const mine = forgotten;
    return {
      get: () => cookies.identity(identityPoolId),
      set: (identity) => mine === forgotten && cookies.keepIdentity(identityPoolId, identity),
    };
  };
  const makeKeys = (user: AuthUser | undefined): Credentials => {
    const vault = makeVault();
    const pool =
      identityPoolId && identityPool(identityPoolId, options.identityPoolEndpoint, vault, user && options.auth, user);
    // Asked each time: they may be given later, and what waits needs them then.
    const later = async () => {
      const source = given ?? (pool || undefined);
      if (!source) throw new Error('neither credentials nor an identity pool were given');
      return typeof source === 'function' ? source() : source;
    };
    const keys = keepCredentials(typeof given === 'object' ? given : later, vault);
    // At hand before the first batch, or the end of the page, needs them. A failure shows when they are used.
    keys.get().catch(() => undefined);
    return keys;
  };

  rum.onCredentials = (next) => {
    given = next;
    monitor.credentials = guestKeys = makeKeys(undefined);
  };

  const keysOf = (user: AuthUser | undefined): Credentials | undefined => {
    if (!signing) return undefined;
    return name === 'guest' ? (guestKeys ??= makeKeys(undefined)) : makeKeys(user);
  };

  let stopped = false;
  let kept: Kept | undefined;
  const closeKept = (): void => {
    kept?.clear();
    delivery.kept = kept = undefined;
  };
  /** What a guest's page left can go as soon as it is found; what a user's left waits for their turn. */
  const takeKept = async (): Promise<void> => {
    if (name === 'guest') await delivery.takeKept(() => keysOf(undefined));
    else if (monitor.active) await delivery.takeKept(() => monitor.credentials);
  };

  const added = new Set<string>();
  return {
    monitor,
    delivery,
    cookies,
    telemetries,
    autoPageView: !config.disableAutoPageView,
    /** Whether this monitor records a telemetry; what the app records itself always is. */
    records: (telemetry: string): boolean => telemetry === '' || telemetries.has(telemetry),
    /**
     * A turn begins, of this user or of the guests: what is recorded is theirs, and so is what their earlier page left.
     *
     * @returns the AWS credentials of the turn.
     */
    turn(user: AuthUser | undefined, owner: string): Credentials | undefined {
      const keys = keysOf(user);
      delivery.owner = owner;
      // Once it has begun.
      queueMicrotask(() => void takeKept());
      return keys;
    },
    /** The monitor's turn begins; with `fresh`, without the attributes of the session before. */
    begin(fresh: boolean): void {
      cookies.keepUser(userId, days);
      if (!fresh) return;
      const initial = config.sessionAttributes ?? {};
      rum.addSessionAttributes(Object.fromEntries([...added].map((key) => [key, initial[key]])) as never);
      added.clear();
    },
    attributes(attributes: Record<string, string | number | boolean>): void {
      for (const key of Object.keys(attributes)) added.add(key);
      rum.addSessionAttributes(attributes);
    },
    /** Nothing that names this browser is kept; should recording begin again, it does so as somebody else. */
    forget(): void {
      forgotten++;
      guestKeys = undefined;
      closeKept();
      cookies.forget();
      if (config.userId) return;
      userId = v4();
      rum.pinUserId(userId);
    },
    /** Loads what the first batch and the end of the page need. */
    async warm(): Promise<void> {
      const mine = forgotten;
      // What does not arrive is asked for again where it is used.
      const module = await sender.load().catch(() => undefined);
      if (!module || !cookies.usable || kept) return;
      try {
        const opened = await module.openKept(`dual-rum/${appMonitorId}/`);
        if (mine !== forgotten || stopped) return opened.clear();
        delivery.kept = kept = opened;
        await takeKept();
      } catch (cause) {
        report({ type: 'storage', monitor: name, cause });
      }
    },
    stop(room: Room): void {
      stopped = true;
      closeKept();
      delivery.leave(room, false);
      delivery.stop();
      monitor.stop();
    },
  };
}

/** The two of them. */
export type Sides = Record<MonitorName, ReturnType<typeof prepareMonitor>>;
