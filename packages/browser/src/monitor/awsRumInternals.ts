import type { Plugin } from '@aws-rum/web-core';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import { PAGE_VIEW_EVENT_TYPE, SESSION_START_EVENT_TYPE } from '@aws-rum/web-core/plugins/utils/constant';
import { storeCookie } from '@aws-rum/web-core/utils/cookies-utils';
import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { v4 } from 'uuid';
import { stringify } from '../watch/stringify.ts';
import type { RumClient, RumClientClass } from '../api/types.ts';
import { createSafely } from '../problems/createSafely.ts';
import type { AwsRumMembers, CachedEvent, SessionManager } from './awsRumMembers.ts';
import type { Attributes, Observation, Page, PluginMethod } from './Observation.ts';

/** Which session an instance is opened in: the one that it had, the one in the cookie, or a new one. */
export type SessionChoice = 'own' | 'stored' | 'new';

const REPLAY_PLUGIN = 'com.amazonaws.rum.rrweb';
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** What became of an observation: it is in the cache, the session is full, or it is not sampled. */
export type Recorded = 'recorded' | 'session-full' | 'not-sampled';

/**
 * Makes an AwsRum instance that stays inert until it is opened, and gives the access to it that a switch needs.
 *
 * This is the only file that reaches into aws-rum-web's private members.
 *
 * @param onFailure hears what a plugin throws, or the class: then there is an instance of web-slim's own.
 */
export function createAwsRum(
  onFailure: (cause: unknown) => void,
  Client: RumClientClass,
  ...options: ConstructorParameters<RumClientClass>
) {
  let client: RumClient;
  try {
    client = new Client(...options);
  } catch (cause) {
    // The class is the app's choice.
    onFailure(cause);
    client = new Orchestration(...(options as ConstructorParameters<typeof Orchestration>));
  }
  const { config, eventBus, eventCache, dispatchManager, pluginManager } = client as unknown as AwsRumMembers;
  const { pageManager: pages, sessionManager: sessions } = eventCache;
  const events = (): CachedEvent[] => eventCache.events;
  const lastEvent = (): CachedEvent | undefined => events()[events().length - 1];

  sessions.createOrRenewSessionCookie = (session, expires) =>
    storeCookie(sessions.sessionCookieName, toBase64(session), config.cookieAttributes, undefined, expires);
  const writeSessionCookie = writeOncePerTask(sessions);
  // The transport sends; the app may enable the instance by itself.
  dispatchManager.enable = () => undefined;

  const safely = createSafely(onFailure);
  // The event is recorded, whatever a plugin throws on it.
  eventBus.dispatch = safely(eventBus.dispatch.bind(eventBus));
  /** A plugin that throws does not stop the others, nor what calls them. */
  const callPlugins = (method: PluginMethod): void =>
    pluginManager.plugins.forEach(safely((plugin: Partial<Plugin>) => plugin[method]?.()));

  /** Does the work as on a page that was left since. */
  const onPage = <T>(page: object | undefined, work: () => T): T => {
    if (!page) return work();
    const present = pages.attributes;
    pages.attributes = page;
    try {
      return work();
    } finally {
      pages.attributes = present;
    }
  };
  /** Records under the present session, whatever the address of the page is by now: who calls has checked that. */
  const recordAnywhere = (type: string, data: object, metadata?: Attributes, page?: object): Recorded => {
    if (type !== SESSION_START_EVENT_TYPE) sessions.getSession();
    if (!sessions.canRecord()) return sessions.session.record ? 'session-full' : 'not-sampled';
    // Throws where the data cannot be serialized, before anything is counted.
    onPage(page, () => eventCache.addRecordToCache(type, data, metadata));
    sessions.incrementSessionEventCount();
    return 'recorded';
  };
  // A session begins, and a page is shown, with something that has been found allowed.
  sessions.recordEvent = recordAnywhere;
  pages.record = recordAnywhere;

  /** Whether it records: an instance that is asked while it does not must not begin a session. */
  let isOpen = false;
  const beginOrRenewSession = sessions.getSession.bind(sessions);
  sessions.getSession = () => (isOpen ? beginOrRenewSession() : sessions.session);

  /** Does the work, and dates the events that it has recorded. */
  const dated = <T>(at: number | undefined, work: () => T): T => {
    const last = lastEvent();
    const result = work();
    // Where the last one has been handed over meanwhile, all that is cached is new.
    if (at !== undefined)
      for (const event of events().slice(events().lastIndexOf(last!) + 1)) event.timestamp = new Date(at);
    return result;
  };

  /** The path of the present page, where the app has told it. */
  let path: string | undefined;
  /** For aws-rum-web a page of the same id is the same page. */
  const show = (page: Page): void => {
    const { page: present } = pages;
    const hasMoved = path !== undefined && page.path !== undefined && page.path !== path;
    path = page.path;
    if (!hasMoved || present?.pageId !== page.pageId) return pages.recordPageView(page);
    pages.createNextPage(present, page.pageId);
    pages.collectAttributes(pages.page!, page);
    pages.recordPageViewEvent(pages.page!);
  };

  /** Shows a page: a page view is recorded where it differs from the last. */
  const viewPage = (page: Page, at?: number): void => {
    const before = pages.page;
    dated(at, () => show(page));
    if (at === undefined || !pages.page || pages.page === before) return;
    pages.page.start = at;
    const event = lastEvent();
    if (!before || event?.type !== PAGE_VIEW_EVENT_TYPE) return;
    const details = JSON.parse(event.details) as { timeOnParentPage?: number };
    if (details.timeOnParentPage === undefined) return;
    event.details = stringify({ ...details, timeOnParentPage: at - before.start });
  };

  return {
    client,
    bus: eventBus,
    context: { config, getSession: eventCache.getSession },
    /** How many events are recorded and not taken yet. */
    get size(): number {
      return events().length + eventCache.candidates.size;
    },
    /** What is said of the present page beside each event. */
    get page(): object | undefined {
      return pages.attributes;
    },
    get sessionId(): string {
      return sessions.session.sessionId;
    },
    /** Whether a session has begun, and is sampled. */
    get inSampledSession(): boolean {
      return sessions.session.record && sessions.session.sessionId !== NIL_UUID;
    },
    /** Records under the present session, which begins where there is none. */
    record: ({ type, data, metadata, moment, page }: Observation): Recorded =>
      dated(moment?.at, () => recordAnywhere(type, data, metadata, page)),
    /** Adds an event of an earlier session to the cache; the present session hears nothing of it. */
    append({ type, data, metadata, moment, page }: Observation): void {
      const [event, parsed] = onPage(page, () => eventCache.createEvent(type, data, metadata));
      if (moment) event.timestamp = new Date(moment.at);
      eventBus.dispatch(Topic.EVENT, parsed);
      events().push(event);
    },
    viewPage,
    /** Opens the instance. A new session begins with its first event, on a page that has none before it. */
    open(session: SessionChoice): void {
      writeSessionCookie();
      isOpen = true;
      eventCache.enable();
      if (session === 'new') {
        pages.page = pages.attributes = undefined;
        sessions.isSessionIdManual = false;
        sessions.session = { sessionId: NIL_UUID, record: sessions.sample(), eventCount: 0 };
        return;
      }
      // Another tab may have begun the one in the cookie.
      if (session === 'stored') sessions.sessionExpiry = undefined;
      // Reading cookies is slow: while the session has not expired, the cookie holds the same.
      if (!((sessions.sessionExpiry ?? 0) > new Date())) sessions.getSessionFromCookie();
    },
    addPlugin: safely((plugin: Plugin) => client.addPlugin(plugin)),
    callPlugins,
    disable(): void {
      isOpen = false;
      eventCache.disable();
      callPlugins('disable');
      dispatchManager.disable();
    },
    /** Ends the session replay of this recording, while the cache still takes its frames. */
    stopReplay: safely(() => {
      if (pluginManager.hasPlugin(REPLAY_PLUGIN)) pluginManager.record(REPLAY_PLUGIN, { action: 'stop' });
    }),
    /** Takes a batch out of the cache, as one of this session; candidates of the app's own plugins first. `metadata` is what CloudWatch is told of the session. */
    takeBatch(sessionId: string, metadata?: string): PutRumEventsRequest | undefined {
      const { candidates } = eventCache;
      const cached = events().slice(0, config.batchLimit);
      const RumEvents = [...candidates.values(), ...cached];
      if (RumEvents.length === 0) return undefined;
      const batch = {
        BatchId: v4(),
        AppMonitorDetails: eventCache.getAppMonitorDetails(),
        UserDetails: { userId: sessions.getUserId(), sessionId },
        SessionMetadata: metadata ?? stringify(primitives(eventCache.getCommonMetadata())),
        RumEvents,
        Alias: config.alias!,
      };
      // Last: Firefox may stop this script at any point as the page ends.
      events().splice(0, cached.length);
      candidates.clear();
      return batch;
    },
  };
}

/** What CloudWatch takes as attributes, as aws-rum-web does with those of an event: anything else would cost the whole batch. */
const primitives = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => /^(string|number|boolean)$/.test(typeof value)));

/** aws-rum-web's own `btoa` of the session's JSON throws on a page name beyond Latin-1. JSON can escape it. */
function toBase64(session: object): string {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return btoa(JSON.stringify(session).replace(/[\u0100-\uffff]/g, escape));
}

/** A cookie is the slowest part of recording: it is written once per task instead of once per event. Returns what writes at once. */
function writeOncePerTask(sessions: SessionManager): () => void {
  const store = sessions.storeSessionAsCookie;
  let due = false;
  const write = (): void => {
    if (!due) return;
    due = false;
    try {
      store.call(sessions);
    } catch {
      // Storage is blocked, which has been reported.
    }
  };
  sessions.storeSessionAsCookie = () => {
    if (!due) queueMicrotask(write);
    due = true;
  };
  return write;
}

export type AwsRumAccess = ReturnType<typeof createAwsRum>;
