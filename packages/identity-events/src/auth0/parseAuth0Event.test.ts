import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../model/eventTypes.ts';
import { MessageError } from '../model/MessageError.ts';
import { toCloudEvent } from '../model/toCloudEvent.ts';
import { LOG_CODES } from './logCodes.ts';
import { fuzzParseAuth0Event } from './fuzzParseAuth0Event.testing.ts';
import { parseAuth0Event } from './parseAuth0Event.ts';
import { PUBLISHED_CODES } from './publishedCodes.testing.ts';
import { auth0Samples } from './samples.ts';

const samples = auth0Samples(new Date('2026-11-26T10:00:00Z'));
const logOf = (code: string, more: Record<string, unknown> = {}) => ({
  id: 'e1',
  source: 'aws.partner/auth0.com/my-shop-9f3c2f0e-5d0b-4c57-8a1e-2f6f1c0a7d11/auth0.logs',
  time: '2026-11-26T10:00:00Z',
  'detail-type': 'Auth0 log',
  detail: { log_id: 'l1', data: { type: code, date: '2026-11-26T09:59:59.5Z', user_id: 'auth0|1', ...more } },
});

describe('parseAuth0Event', () => {
  it('reads all there is of a sign-in', () => {
    const [envelope] = samples;
    expect(parseAuth0Event(envelope)).toEqual({
      id: '900220261126100000000001',
      source: 'aws.partner/auth0.com/my-shop-9f3c2f0e-5d0b-4c57-8a1e-2f6f1c0a7d11/auth0.logs',
      type: 'sign-in',
      outcome: 'success',
      subject: 'auth0|66a1f0c2b4d3e5f60718293a',
      issuer: 'https://my-shop.eu.auth0.com/',
      occurredAt: '2026-11-26T10:00:00.000Z',
      provider: 'auth0',
      code: 's',
      client: { id: 'kX2mWq7Ls9', name: 'Shop' },
      connection: 'Username-Password-Authentication',
      strategy: 'auth0',
      ip: '203.0.113.7',
      userAgent: 'Chrome 156.0.0 / Mac OS X 10.15.7',
      country: 'IT',
      tenant: 'my-shop',
      raw: envelope?.detail,
    });
  });

  it.each(PUBLISHED_CODES)('gives the published code %s the type of the table', (code) => {
    const event = parseAuth0Event(logOf(code, { description: 'why' }));
    const type = LOG_CODES[code]!.type;
    expect(event).toMatchObject({ id: 'l1', type, code, outcome: EVENT_TYPES[type], tenant: 'my-shop' });
    expect(event.occurredAt).toBe('2026-11-26T09:59:59.500Z');
    expect(event.reason).toBe(event.outcome === 'success' ? undefined : 'why');
  });

  it.each(['zz_new', 'constructor', '__proto__', 'toString', ''])('keeps the unknown code %j', (code) => {
    expect(parseAuth0Event(logOf(code))).toMatchObject({ type: 'other', outcome: 'unknown', code, id: 'l1' });
  });

  it('has a sample of every type', () => {
    const types = new Set(samples.map((envelope) => parseAuth0Event(envelope).type));
    // Auth0 reports no attempts.
    const all = Object.keys(EVENT_TYPES).filter((type) => type !== 'sign-in-started' && type !== 'sign-up-started');
    expect([...types].sort()).toEqual(all.sort());
  });

  it('takes the subject of what the Management API does from the answer, never the administrator', () => {
    const operations = samples.filter(({ detail }) => (detail['data'] as { type?: string }).type === 'sapi');
    const subject = 'auth0|66a1f0c2b4d3e5f60718293a';
    expect(
      operations.map((envelope) => parseAuth0Event(envelope)).map(({ type, subject }) => ({ type, subject })),
    ).toEqual([
      { type: 'user-created', subject },
      { type: 'profile-updated', subject },
      { type: 'api-operation', subject: undefined },
      { type: 'user-deleted', subject },
    ]);
  });

  it('reads both spellings of event streams', () => {
    const stream = samples.at(-2)!;
    expect(parseAuth0Event(stream)).toMatchObject({
      type: 'profile-updated',
      code: 'user.updated',
      source: 'urn:auth0:my-shop.eu.auth0app.com',
      tenant: 'my-shop',
    });
    const long = { ...stream, detail: { ...stream.detail, type: 'com.auth0.user.updated' } };
    expect(parseAuth0Event(long).code).toBe('user.updated');
  });

  it('takes no issuer from a host that is none', () => {
    expect(parseAuth0Event(logOf('s', { hostname: 'login.shop.example' })).issuer).toBe('https://login.shop.example/');
    expect(parseAuth0Event(logOf('f', { hostname: 'evil/@shop' })).issuer).toBeUndefined();
  });

  it('takes the id and the time of EventBridge where Auth0 says none', () => {
    const { detail, ...rest } = logOf('s', { date: 'yesterday' });
    const event = parseAuth0Event({ ...rest, detail: { data: detail.data } });
    expect(event).toMatchObject({ id: 'e1', occurredAt: '2026-11-26T10:00:00.000Z' });
  });

  it.each([
    ['a text', 'hello', 'no object "detail"'],
    ['null', null, 'no object "detail"'],
    ['a detail alone', { log_id: '1', data: {} }, 'without an input transformer'],
    ['a detail that is a list', { detail: [] }, 'no object "detail"'],
    ['no id', { time: '2026-11-26T10:00:00Z', detail: { data: { type: 's' } } }, 'has no id'],
    ['no time', { id: 'e1', detail: { data: { type: 's' } } }, 'has no time'],
  ])('says what is wrong with %s', (_, value, message) => {
    expect(() => parseAuth0Event(value)).toThrow(MessageError);
    expect(() => parseAuth0Event(value)).toThrow(message);
  });

  fuzzParseAuth0Event(500);

  it('throws MessageError and nothing else for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseAuth0Event(value);
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('toCloudEvent', () => {
  it.each(samples.map((envelope) => [parseAuth0Event(envelope).code, envelope] as const))(
    'makes of %s what the CNCF’s SDK takes for a valid event',
    (_, envelope) => {
      const event = parseAuth0Event(envelope);
      const made = toCloudEvent(event);
      // Strict: throws for what the specification does not allow.
      const read = new CloudEvent(JSON.parse(JSON.stringify(made)) as Partial<CloudEvent>, true);
      expect(read).toMatchObject({ id: event.id, source: event.source, type: `dual-rum.identity.${event.type}` });
      expect(read.time).toBe(event.occurredAt);
      expect(read.data).toEqual(JSON.parse(JSON.stringify(event)));
    },
  );
});
