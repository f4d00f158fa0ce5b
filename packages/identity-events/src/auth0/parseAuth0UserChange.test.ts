import { describe, expect, it } from 'vitest';
import { MessageError } from '../model/MessageError.ts';
import type { SampleEnvelope } from '../model/SampleEnvelope.ts';
import { fuzzParseAuth0UserChange } from './fuzzParseAuth0UserChange.testing.ts';
import { parseAuth0Event } from './parseAuth0Event.ts';
import { parseAuth0UserChange } from './parseAuth0UserChange.ts';
import { auth0Samples } from './samples.ts';

const from = new Date('2026-11-26T10:00:00Z');
const samples = auth0Samples(from);
const userId = 'auth0|66a1f0c2b4d3e5f60718293a';

const codeOf = ({ detail }: SampleEnvelope) => (detail['type'] ?? (detail['data'] as { type: string }).type) as string;
const sampleOf = (code: string, description = '') =>
  samples.find(
    (one) =>
      codeOf(one) === code &&
      (description === '' || (one.detail['data'] as { description: string }).description === description),
  )!;
const changeOf = (code: string, description?: string) => parseAuth0UserChange(sampleOf(code, description));

it('takes the whole profile from the answer of the Management API, and when it was updated', () => {
  for (const what of ['Create a User', 'Update a User']) {
    const change = changeOf('sapi', what);
    expect(change).toMatchObject({ kind: 'profile', userId, at: '2026-11-26T10:00:00.000Z' });
    expect(change).toMatchObject({
      profile: { user_metadata: { newsletter: true, nickname: '', address: { city: 'Turin', floors: [1, 2] } } },
    });
  }
});

it('takes whole profiles from event streams', () => {
  for (const code of ['user.created', 'user.updated'])
    expect(changeOf(code)).toMatchObject({ kind: 'profile', userId });
});

it.each([
  ['ss', { email: 'ada@example.com', user_metadata: { newsletter: true } }],
  ['sce', { email: 'ada.example@example.com' }],
  ['scu', { username: 'ada.example' }],
  ['scpn', { phone_number: '+390110000001', phone_verified: true }],
  ['scp', { last_password_reset: expect.any(String) as string }],
  ['sv', { email_verified: true }],
])('takes the fields that %s tells', (code, fields) => {
  const change = changeOf(code);
  expect(change).toEqual({
    kind: code === 'ss' ? 'signed-up' : 'fields',
    eventId: sampleOf(code).detail['log_id'] as string,
    userId,
    at: (sampleOf(code).detail['data'] as { date: string }).date,
    fields,
  });
});

it('knows the three ways to tell a deletion', () => {
  for (const change of [changeOf('sdu'), changeOf('sapi', 'Delete a User'), changeOf('user.deleted')]) {
    expect(change).toMatchObject({ kind: 'deleted', userId });
  }
});

it('finds no change in anything else', () => {
  const others = samples.filter((one) => !/^(sapi|user\..*|ss|sce|scu|scpn|scp|sv|sdu)$/.test(codeOf(one)));
  expect(others.length).toBeGreaterThan(30);
  expect(others.filter((one) => parseAuth0UserChange(one) !== undefined)).toEqual([]);
  expect(changeOf('sapi', 'Update a client')).toBeUndefined();
});

it('does not take the linking of accounts for a profile', () => {
  const update = structuredClone(sampleOf('sapi', 'Update a User'));
  const { details } = update.detail['data'] as { details: { request: { path: string; method: string } } };
  details.request.path += '/identities';
  details.request.method = 'post';
  expect(parseAuth0UserChange(update)).toBeUndefined();
});

describe('what is about one user and does not say whom, or what became of them', () => {
  type Case = [name: string, envelope: unknown, message: string];
  const id = 'e1';
  const time = '2026-11-26T10:00:00Z';
  const log = (type: string, data: object) => ({ id, time, detail: { log_id: id, data: { type, ...data } } });
  const stream = (type: string) => ({ id, time, 'detail-type': type, detail: { data: { object: {} } } });
  const operation = (method: string, path: string, body?: object) =>
    log('sapi', { user_id: 'auth0|administrator', details: { request: { method, path }, response: { body } } });

  it.each<Case>([
    ...['user.created', 'user.updated', 'user.deleted'].map((code): Case => [code, stream(code), 'has no "user_id"']),
    ...['ss', 'sce', 'scu', 'scpn', 'scp', 'sv', 'sdu'].flatMap((code): Case[] => [
      [`${code} without user_id`, log(code, {}), `The event ${code} has no "user_id"`],
      [`${code} with an empty one`, log(code, { user_id: '' }), `The event ${code} has no "user_id"`],
      [`${code} with an object for it`, log(code, { user_id: {} }), `The event ${code} has no "user_id"`],
    ]),
    ...['sce', 'scu', 'scpn'].map((code): Case => [
      `${code} without details`,
      log(code, { user_id: userId }),
      `The event ${code} does not tell`,
    ]),
    ['a created user, unanswered', operation('post', '/api/v2/users'), 'has no user with a "user_id"'],
    ['an updated user, unanswered', operation('patch', '/api/v2/users/auth0%7C1'), 'has no user with a "user_id"'],
    ['an update answered by half', operation('patch', '/api/v2/users/auth0%7C1', { email: 'a' }), 'has no user with a'],
    ['a deletion of nobody', operation('delete', '/api/v2/users'), 'has no user id in its path'],
    ['a deletion with a query', operation('delete', '/api/v2/users/?id=auth0%7C1'), 'has no user id in its path'],
  ])('fails: %s', (_, envelope, message) => {
    expect(() => parseAuth0UserChange(envelope)).toThrow(message);
    expect(() => parseAuth0UserChange(envelope)).toThrow(MessageError);
  });

  it('is an identity event all the same, and not of the administrator', () => {
    for (const [method, type] of [
      ['post', 'user-created'],
      ['patch', 'profile-updated'],
      ['delete', 'user-deleted'],
    ] as const) {
      expect(parseAuth0Event(operation(method, '/api/v2/users'))).toMatchObject({ type });
      expect(parseAuth0Event(operation(method, '/api/v2/users'))).not.toHaveProperty('subject');
    }
  });
});

fuzzParseAuth0UserChange(500);
