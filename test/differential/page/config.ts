import type { AwsRumConfig } from 'aws-rum-web';

export const applicationVersion = '2.3.4';

/** What every subject is given, so that they have the same to record. */
export const config = (): AwsRumConfig => ({
  allowCookies: true,
  sessionSampleRate: 1,
  // No limit, so that what is compared does not depend on how much was recorded before.
  sessionEventLimit: 0,
  eventCacheSize: 10_000,
  dispatchInterval: 200,
  sessionAttributes: { shop: 'de', plan: 'basic' },
  pagesToExclude: [/\/secret/],
  telemetries: [
    'errors',
    'performance',
    ['http', { recordAllRequests: true, urlsToExclude: [/\/api\/excluded/] }],
    ['interaction', { events: [{ event: 'click', elementId: 'configured' }] }],
  ],
});
