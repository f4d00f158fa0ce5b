import type { PageAttributes, PluginContext } from '@aws-rum/web-core';
import type EventBus from '@aws-rum/web-core/event-bus/EventBus';
import type { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { Item } from './createEventBuffer.ts';
import type { RumClient, RumClientClass } from '../api/types.ts';

type Config = PluginContext['config'];
type Session = NonNullable<ReturnType<PluginContext['getSession']>>;

/** A page as `recordPageView` takes it. */
export type Page = string | PageAttributes;

/** What is private in aws-rum-web's SessionManager, and needed here. */
interface Sessions {
  sessionExpiry?: Date | undefined;
  getSessionFromCookie(): void;
  storeSessionAsCookie(): void;
}

const REPLAY = 'com.amazonaws.rum.rrweb';

/** An AwsRum that can be switched. */
export interface SwitchableRum extends RumClient {
  readonly bus: EventBus;
  readonly context: { config: Config; getSession: () => Session | undefined };
  recordItem(item: Item): void;
  /**
   * Opens the monitor on a page. `fresh` begins a session of its own, with nothing of the one before; `adopt` takes the
   * one in the session cookie, which another tab may have begun.
   */
  open(page: Page | undefined, fresh: boolean, adopt: boolean): void;
  /** Lets late events in, without waking plugins: session replay must not film another monitor's page. */
  wake(): void;
  sleep(): void;
  /** Ends the recording of this turn and hands its frames to the cache, while that still takes them. */
  stopReplay(): void;
  flushPlugins(): void;
  /** Where `recordError` goes: there is one error plugin for both monitors. */
  onError?: (error: unknown) => void;
  /** Where `setAwsCredentials` goes: signing is not the instance's affair. */
  onCredentials?: (credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider) => void;
}

/**
 * AwsRum with the few things a switch needs. They are reached as a subclass, through members that aws-rum-web protects;
 * the current page and the session of another tab have no other way than a private member.
 */
export function switchable(
  Client: RumClientClass,
): new (...options: ConstructorParameters<RumClientClass>) => SwitchableRum {
  return class extends (Client as unknown as typeof Orchestration) {
    constructor(...options: ConstructorParameters<typeof Orchestration>) {
      super(...options);
      // Once per task instead of once per event: a cookie is the dearest part of recording.
      const sessions = this.sessions;
      const store = sessions.storeSessionAsCookie;
      let due = false;
      this.storeSession = () => {
        if (!due) return;
        due = false;
        try {
          store.call(sessions);
        } catch {
          // Storage that is blocked has been told of.
        }
      };
      sessions.storeSessionAsCookie = () => {
        if (!due) queueMicrotask(this.storeSession);
        due = true;
      };
    }
    private get sessions(): Sessions {
      return (this.eventCache as unknown as { sessionManager: Sessions }).sessionManager;
    }
    get bus(): EventBus {
      return this.eventBus;
    }
    get context() {
      return { config: this.config, getSession: this.eventCache.getSession };
    }
    recordItem({ type, data, metadata }: Item): void {
      this.eventCache.recordEvent(type, data, metadata);
    }
    open(page: Page | undefined, fresh: boolean, adopt: boolean): void {
      const pages = this.eventCache['pageManager'] as unknown as { page?: unknown; attributes?: unknown };
      const { sessions } = this;
      this.storeSession();
      if (adopt) sessions.sessionExpiry = undefined;
      // Reading cookies is dear: a session of this page that has not expired is the one that is in the cookie.
      if (!fresh && !((sessions.sessionExpiry ?? 0) > new Date())) sessions.getSessionFromCookie();
      if (fresh) {
        pages.page = pages.attributes = undefined;
        // Disabled, it records nothing, but session_start will carry the page.
        if (page !== undefined) this.recordPageView(page);
      }
      this.eventCache.enable();
      this.dispatchManager.enable();
      if (fresh) {
        this.startSession();
        pages.page = undefined;
      }
      if (page !== undefined) this.recordPageView(page);
      this.enable();
    }
    wake(): void {
      // Should its session have expired meanwhile, what is late still belongs to it.
      this.expiry = this.sessions.sessionExpiry;
      this.sessions.sessionExpiry = undefined;
      this.eventCache.enable();
      this.dispatchManager.enable();
    }
    sleep(): void {
      this.sessions.sessionExpiry = this.expiry;
      this.dispatchManager.disable();
      this.eventCache.disable();
    }
    stopReplay(): void {
      if (this.pluginManager.hasPlugin(REPLAY)) this.pluginManager.record(REPLAY, { action: 'stop' });
    }
    flushPlugins(): void {
      this.pluginManager.flush();
    }
    override recordError(error: unknown): void {
      this.onError?.(error);
    }
    override setAwsCredentials(credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider): void {
      this.onCredentials?.(credentials);
    }
    declare expiry: Date | undefined;
    declare private storeSession: () => void;
    declare onError?: SwitchableRum['onError'];
    declare onCredentials?: SwitchableRum['onCredentials'];
  } as never;
}
