import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { EventCache } from '@aws-rum/web-core/event-cache/EventCache';
import type { Config } from '@aws-rum/web-core/orchestration/config';
import { v4 } from 'uuid';

/** Makes batches of what the cache holds and hands them to the client, as long as it is enabled. */
export class Dispatch {
  private readonly client: ReturnType<NonNullable<Config['clientBuilder']>>;
  private enabled = true;
  constructor(
    _id: string,
    region: string,
    endpoint: URL,
    private readonly cache: EventCache,
    private readonly config: Config,
  ) {
    this.client = config.clientBuilder!(endpoint, region);
  }
  enable(): void {
    this.enabled = true;
  }
  disable(): void {
    this.enabled = false;
  }
  dispatchFetch = (): void => {
    if (!this.enabled || !this.cache.hasEvents()) return;
    const request: PutRumEventsRequest = {
      BatchId: v4(),
      AppMonitorDetails: this.cache.getAppMonitorDetails(),
      // First the session, which may begin here, then the events, which it may add to.
      UserDetails: this.cache.getUserDetails(),
      SessionMetadata: JSON.stringify(this.cache.getCommonMetadata()),
      RumEvents: this.cache.getEventBatch(),
      Alias: this.config.alias!,
    };
    void this.client.sendFetch(request);
  };
  dispatchBeacon = this.dispatchFetch;
}
