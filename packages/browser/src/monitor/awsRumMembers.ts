import type { Plugin, PluginContext } from '@aws-rum/web-core';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type EventBus from '@aws-rum/web-core/event-bus/EventBus';

/** An event as it waits in aws-rum-web's cache: details and metadata are JSON. */
export type CachedEvent = PutRumEventsRequest['RumEvents'][number];

export type Session = NonNullable<ReturnType<PluginContext['getSession']>>;

type Metadata = Record<string, string | number | boolean>;

/** What aws-rum-web keeps private or protected, and Dual RUM needs. */
export interface AwsRumMembers {
  config: PluginContext['config'];
  eventBus: EventBus;
  dispatchManager: { enable: () => void; disable(): void };
  pluginManager: {
    hasPlugin(id: string): boolean;
    record(id: string, data: object): void;
    plugins: Map<string, Plugin>;
  };
  eventCache: {
    events: CachedEvent[];
    candidates: Map<string, CachedEvent>;
    pageManager: PageManager;
    sessionManager: SessionManager;
    enable(): void;
    disable(): void;
    getSession(): Session | undefined;
    getAppMonitorDetails(): PutRumEventsRequest['AppMonitorDetails'];
    getCommonMetadata(): object;
    createEvent(type: string, data: object, metadata?: Metadata): [CachedEvent, object];
    addRecordToCache(type: string, data: object, metadata?: Metadata): void;
  };
}

export interface PageManager {
  page?: { pageId: string; start: number } | undefined;
  attributes?: object | undefined;
  record: (type: string, data: object) => unknown;
  recordPageView(page: string | { pageId: string }): void;
  createNextPage(page: object, pageId: string): void;
  collectAttributes(page: object, given?: object): void;
  recordPageViewEvent(page: object): void;
}

export interface SessionManager {
  session: Session;
  sessionExpiry?: Date | undefined;
  isSessionIdManual: boolean;
  recordEvent: (type: string, data: object) => unknown;
  canRecord(): boolean;
  sample(): boolean;
  getSession(): Session;
  getUserId(): string;
  getSessionFromCookie(): void;
  incrementSessionEventCount(): void;
  storeSessionAsCookie(): void;
  sessionCookieName: string;
  createOrRenewSessionCookie: (session: object, expires: Date) => void;
}

/** What a member is at run time; of some objects, what their members are. */
type Kind<T> = T extends (...given: never[]) => unknown
  ? 'function'
  : T extends ReadonlyMap<unknown, unknown>
    ? 'object'
    : T extends readonly unknown[]
      ? 'array'
      : T extends Date
        ? 'date'
        : T extends object
          ? 'object' | Kinds<T>
          : T extends boolean
            ? 'boolean'
            : T extends number
              ? 'number'
              : 'string';
type Kinds<T> = { [Member in keyof T]-?: Kind<NonNullable<T[Member]>> };

/**
 * The same for a test that runs, of an instance that has shown a page and begun a session. TypeScript holds it against the
 * interface: neither can have a member that the other lacks.
 */
export const AWS_RUM_MEMBERS: Kinds<AwsRumMembers> = {
  config: 'object',
  eventBus: 'object',
  dispatchManager: { enable: 'function', disable: 'function' },
  pluginManager: {
    hasPlugin: 'function',
    record: 'function',
    plugins: 'object',
  },
  eventCache: {
    events: 'array',
    candidates: 'object',
    pageManager: {
      page: { pageId: 'string', start: 'number' },
      attributes: 'object',
      record: 'function',
      recordPageView: 'function',
      createNextPage: 'function',
      collectAttributes: 'function',
      recordPageViewEvent: 'function',
    },
    sessionManager: {
      session: 'object',
      sessionExpiry: 'date',
      isSessionIdManual: 'boolean',
      recordEvent: 'function',
      canRecord: 'function',
      sample: 'function',
      getSession: 'function',
      getUserId: 'function',
      getSessionFromCookie: 'function',
      incrementSessionEventCount: 'function',
      storeSessionAsCookie: 'function',
      sessionCookieName: 'string',
      createOrRenewSessionCookie: 'function',
    },
    enable: 'function',
    disable: 'function',
    getSession: 'function',
    getAppMonitorDetails: 'function',
    getCommonMetadata: 'function',
    createEvent: 'function',
    addRecordToCache: 'function',
  },
};
