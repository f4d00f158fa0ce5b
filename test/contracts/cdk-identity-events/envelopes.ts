import { readFileSync } from 'node:fs';
import { eventBusName, eventStreamBusName } from './cases.ts';

/** An event as EventBridge delivers it. */
export interface Envelope {
  source: string;
  'detail-type': string;
  detail: Record<string, unknown>;
  [key: string]: unknown;
}

const envelope = (source: string, detailType: string, detail: Record<string, unknown>, more = {}): Envelope => ({
  version: '0',
  id: '623053cf-8e0f-9203-f464-e789cf18b0e2',
  'detail-type': detailType,
  source,
  account: '123456789012',
  time: '2026-11-26T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail,
  ...more,
});

/** An event of Auth0's log stream: https://auth0.com/docs/customize/log-streams/amazon-eventbridge */
export const logEvent = (type: string, source = eventBusName, more = {}): Envelope =>
  envelope(source, 'Auth0 log', {
    log_id: '90020261126120000000000000000000000001223372036854775807',
    data: {
      date: '2026-11-26T12:00:00.000Z',
      type,
      description: '',
      connection: 'Username-Password-Authentication',
      client_id: 'kX2m',
      client_name: 'Shop',
      ip: '203.0.113.7',
      user_agent: 'Firefox 150.0.0 / Linux',
      user_id: 'auth0|64f0',
      log_id: '90020261126120000000000000000000000001223372036854775807',
      ...more,
    },
  });

const cloudEvent = (type: string): Record<string, unknown> => ({
  specversion: '1.0',
  id: 'evt_6SfwXrtm8nVcjzzN',
  type,
  source: 'urn:auth0:my-shop',
  time: '2026-11-26T12:00:00.000Z',
  data: { object: { user_id: 'auth0|64f0', updated_at: '2026-11-26T12:00:00.000Z' } },
});

/** An event of an event stream, at each place where its type may be: https://auth0.com/docs/customize/events/event-types */
export const streamEvents = (type: string, source = eventStreamBusName): Envelope[] => [
  envelope(source, 'Auth0 event', cloudEvent(type)),
  envelope(source, type, { data: cloudEvent(type)['data'] }),
];

/** All codes that Auth0 publishes, as the page of @dual-rum/identity-events lists them. */
export const PUBLISHED_CODES = readFileSync(
  new URL('../../../packages/identity-events/docs/event-types.md', import.meta.url),
  'utf8',
)
  .split('\n## Cognito\n')[0]!
  .split('\n')
  .flatMap((line) => /^\| `(\w+)` /.exec(line)?.[1] ?? []);

/** Codes that Auth0 publishes and that no rule is for by default: a sample of each family. */
export const OTHER_CODES = [
  ...['acls_summary', 'api_limit', 'cls', 'cs', 'depnote', 'fc', 'fce', 'fcp', 'fcu', 'fd', 'fdu', 'feacft', 'fens'],
  ...['fertft', 'fi', 'fn', 'fsa', 'fui', 'fv', 'gd_auth_failed', 'gd_auth_succeed', 'limit_wc', 'mfar', 'pwd_leak'],
  ...['scoa', 'scv', 'sd', 'seacft', 'sens', 'sertft', 'si', 'srrt', 'ssa', 'sui', 'svr', 'w', 'S', 'ssx', 'fpx', ''],
];

/** What is not Auth0's, or not this tenant's, with codes that would match. */
export const STRANGERS: Envelope[] = [
  logEvent('s', eventBusName.replace('my-shop', 'other-shop')),
  logEvent('s', 'aws.partner/auth0.com'),
  logEvent('s', `${eventBusName}2`),
  logEvent('s', 'com.example.own'),
  envelope(eventBusName, 'Auth0 log', { type: 's' }),
  envelope(eventBusName, 'Auth0 log', { data: [] }),
  envelope(eventBusName, 'user.created', { data: {} }),
  envelope('aws.events', 'Scheduled Event', {}),
  envelope('aws.s3', 'Object Created', { data: { type: 's' } }),
  ...streamEvents('user.created', eventStreamBusName.replace('my-shop', 'other-shop')),
  ...streamEvents('user.created', 'com.example.own'),
  ...streamEvents('organization.created'),
  ...streamEvents('user.created.v2'),
];
