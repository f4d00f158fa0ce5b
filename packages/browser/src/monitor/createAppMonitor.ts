import { v4 } from 'uuid';
import { isAllowed } from '../api/patterns.ts';
import type { AuthUser, DualRumOptions, MonitorHealth, MonitorName, RumClient, RumClientClass } from '../api/types.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import type { KeepaliveBudget } from '../transport/createKeepaliveBudget.ts';
import { createLateTransport } from '../transport/createLateTransport.ts';
import { createLocalRows } from '../transport/storage/createLocalRows.ts';
import { applyBeforeSend } from './applyBeforeSend.ts';
import { createAwsRum } from './awsRumInternals.ts';
import { createCredentialSource } from './createCredentialSource.ts';
import { createEventBuffer } from './createEventBuffer.ts';
import { createIdStorage } from './createIdStorage.ts';
import { createStorageOpener } from './createStorageOpener.ts';
import { inertConfig, type MonitorConfig } from './monitorConfig.ts';
import type { Attributes, Moment, Observation, Page } from './Observation.ts';
import type { Recording } from './Recording.ts';

/** How a recording begins. */
export interface RecordingStart {
  /** The signed-in user, where the sign-in source names one. */
  user: AuthUser | undefined;
  /** Names the user without saying who; empty for guests. */
  userKey: string;
  newSession: boolean;
  /** The page it begins on, as far as that is known. */
  page: Page | undefined;
  /** When and where it begins, where that had to wait; otherwise here and now. */
  moment?: Moment | undefined;
}

/** What both app monitors share: a page has one budget of keepalive requests, and one clock. */
export interface SharedByMonitors {
  budget: KeepaliveBudget;
  clockSkew: { milliseconds: number };
}

const NIL_UUID = '00000000-0000-0000-0000-000000000000';
/** Milliseconds in which the browser may still report what happened in a recording that has ended. */
const LATE_REPORTS = 5000;

/** Everything one app monitor has to itself: the AwsRum instance, ids, credentials, events and batches. */
export function createAppMonitor(
  name: MonitorName,
  options: DualRumOptions,
  merged: MonitorConfig,
  Client: RumClientClass,
  report: Report,
  { budget, clockSkew }: SharedByMonitors,
) {
  const { appMonitorId, alias } = options[name];
  const signing = options[name].signing !== false;
  const { config, endpoint, telemetries, cookieAttributes, userIdRetentionDays } = merged;

  /** Empty until it is created, which storage may be found blocked before. */
  let client = undefined as RumClient | undefined;
  const ids = createIdStorage(appMonitorId, cookieAttributes, Boolean(config.allowCookies), () => {
    client?.allowCookies(false);
    report({ type: 'storage', monitor: name });
  });
  /** As aws-rum-web does it: a user id that cannot be stored would make another user of each page load. */
  const isAnonymous = (): boolean => !ids.usable || userIdRetentionDays <= 0;
  /** Unset until something is recorded: reading a cookie may take the browser a while. */
  let userId: string | undefined;
  const credentialSource = createCredentialSource(name, options, ids);
  const prefix = `dual-rum/${appMonitorId}/`;
  const transport = createLateTransport({
    monitor: name,
    report,
    signing,
    budget,
    openRows: () => (ids.usable ? createLocalRows(localStorage, prefix) : undefined),
    sender: {
      region: options.region,
      endpoint: new URL(endpoint),
      signing,
      config,
      // The browser's own, before it is patched: what the SDK sends is not the app's.
      fetch: (config.fetchFunction ?? globalThis.fetch) as typeof fetch,
      clockSkew,
    },
  });

  const rum = createAwsRum(
    (cause) => report({ type: 'instrument', monitor: name, cause }),
    Client,
    appMonitorId,
    options.applicationVersion,
    options.region,
    inertConfig(merged, config.userId ?? NIL_UUID, alias),
  );
  client = rum.client;
  const buffer = createEventBuffer({
    rum,
    config,
    deliver(batch, { owner }) {
      const { beforeSend } = options;
      if (beforeSend) {
        const { events, dropped, failures } = applyBeforeSend(beforeSend, name, batch.RumEvents);
        batch.RumEvents = events;
        if (dropped) transport.countDropped('beforeSend', dropped);
        for (const { type, cause } of failures) {
          report({ type: 'beforeSend', monitor: name, count: 1, cause, note: type });
        }
      }
      if (batch.RumEvents.length) transport.add(batch, owner);
    },
    onSessionFull(recording) {
      transport.countDropped('sessionEventLimit', 1);
      if (!recording.limitReported) report({ type: 'session-limit', monitor: name, note: config.sessionEventLimit! });
      recording.limitReported = true;
    },
  });
  options[name].config?.eventPluginsToLoad?.forEach(rum.addPlugin);
  rum.disable();
  /** Reads what earlier pages have stored, once. */
  const identify = (): string => {
    if (userId !== undefined) return userId;
    userId = config.userId ?? (isAnonymous() ? NIL_UUID : ids.userId());
    rum.client.pinUserId(userId);
    rum.client.allowCookies(ids.usable);
    return userId;
  };

  /** Consent was withdrawn: the next recording begins as of somebody unknown. */
  let forgotten = false;
  /** Attributes that the app has added to the present session. */
  const added = new Set<string>();
  const resetAttributes = (): void => {
    const initial = config.sessionAttributes ?? {};
    rum.client.addSessionAttributes(Object.fromEntries([...added].map((key) => [key, initial[key]])) as never);
    added.clear();
  };

  /** A guest's stored batches go as soon as they are found; a user's wait until that user is back. */
  const sendStored = async (): Promise<void> => {
    if (name === 'guest') await transport.sendStored('', () => credentialSource.credentialsOf(undefined));
    else if (buffer.live) await transport.sendStored(buffer.live.owner.userKey, () => buffer.live?.owner.credentials);
  };
  const storage = createStorageOpener({ name, prefix, ids, transport, report, onStored: sendStored });

  rum.client.dispatch = buffer.flush;
  rum.client.dispatchBeacon = buffer.flush;
  // The transport signs, with credentials of its own.
  rum.client.setAwsCredentials = (next) => {
    const credentials = credentialSource.replace(next as never);
    if (buffer.live) buffer.live.owner = { ...buffer.live.owner, credentials };
  };

  /** Whether the page on which something happens, or happened, is one that the app wants recorded. */
  const isPageAllowed = (moment: Moment | undefined): boolean =>
    isAllowed(moment?.url ?? location.href, config.pagesToInclude, config.pagesToExclude);
  const viewPage = (page: Page, moment?: Moment): void => {
    if (isPageAllowed(moment)) rum.viewPage(page, moment?.at);
  };

  return {
    name,
    rum,
    transport,
    telemetries,
    autoPageView: !config.disableAutoPageView,
    /** Whether this app monitor records a telemetry; what the app records itself it always does. */
    records: (telemetry: string): boolean => telemetry === '' || telemetries.has(telemetry),

    /** Begins a recording: opens the instance on a page, in a session that goes on or is new. */
    open({ user, userKey, page, moment, ...start }: RecordingStart): Recording {
      const newSession = start.newSession || forgotten;
      forgotten = false;
      ids.storeUserId(identify(), userIdRetentionDays);
      if (newSession) resetAttributes();
      if (name === 'authenticated') ids.storeUserKey(userKey);
      const credentials: CachedCredentials | undefined = credentialSource.credentialsOf(user);
      const recording: Recording = { state: 'live', owner: { credentials, userKey } };
      buffer.begin(recording, newSession);
      rum.open(newSession ? 'new' : name === 'guest' ? 'own' : 'stored');
      // A new session begins with its first event, so that session_start carries the page.
      if (page !== undefined) viewPage(page, moment);
      rum.callPlugins('enable');
      // Once it has begun.
      queueMicrotask(() => void sendStored());
      return recording;
    },
    record(observation: Observation, recording: Recording): void {
      if (!isPageAllowed(observation.moment)) return;
      if (recording.state === 'released') transport.countDropped('late', 1);
      else buffer.record(observation, recording);
    },
    viewPage,
    addSessionAttributes(attributes: Attributes): void {
      for (const key of Object.keys(attributes)) added.add(key);
      rum.client.addSessionAttributes(attributes);
    },
    /**
     * Ends the live recording and hands over everything in it.
     *
     * @returns what releases its credentials, once no request of it is open any more: a user who is gone leaves none.
     */
    close(): () => void {
      const recording = buffer.live;
      buffer.end();
      rum.disable();
      if (!recording) return () => undefined;
      recording.state = 'ended';
      const release = (): void => {
        buffer.recordCandidates();
        recording.state = 'released';
        recording.owner = { ...recording.owner, credentials: undefined };
      };
      return () => {
        if (name !== 'guest') setTimeout(() => void transport.empty().then(release), LATE_REPORTS);
      };
    },
    flush: buffer.flush,
    identify,
    /** Whose signed-in session the browser has stored. */
    storedUserKey: ids.userKey,
    forgetSession: ids.forgetSession,
    /** Removes all that names this browser; should recording begin again, it does so as somebody else. */
    forget(): void {
      forgotten = true;
      credentialSource.forget();
      storage.close();
      ids.clear();
      identify();
      if (config.userId || isAnonymous()) return;
      userId = v4();
      rum.client.pinUserId(userId);
    },
    /** Loads what the first batch and the end of the page need, and sends what other pages have left. */
    async warm(): Promise<void> {
      await storage.open();
      await sendStored();
    },
    get health(): MonitorHealth {
      // The guests' are at hand between their visits, too.
      const expireAt = (buffer.live?.owner.credentials ?? credentialSource.shared)?.expireAt;
      return {
        state: buffer.live ? 'active' : 'idle',
        queued: buffer.size + transport.queued,
        ...transport.health,
        ...(expireAt && { credentialsExpireAt: expireAt }),
      };
    },
    stop(): void {
      transport.leave(false);
      transport.stop();
      buffer.stop();
    },
  };
}

export type AppMonitor = ReturnType<typeof createAppMonitor>;

/** The two of them. */
export type AppMonitors = Record<MonitorName, AppMonitor>;
