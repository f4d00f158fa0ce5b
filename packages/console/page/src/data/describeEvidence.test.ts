import { expect, it } from 'vitest';
import { describeEvidence, type EvidenceRow } from './describeEvidence.ts';

const row = (changes: Partial<EvidenceRow>): EvidenceRow => ({
  ...{ time: '2026-11-26T10:00:00Z', source: 'trail', what: 'PutRumEvents', subject: null, identity_id: null },
  ...{ access_key_id: null, ip: '127.0.0.1', user_agent: null, outcome: null, batch_id: null, events: null },
  ...{ recorded_from: null, recorded_to: null, id: null },
  ...changes,
});

it.each([
  [{ events: 3, subject: 'auth0|Ada' }, '3 events written by auth0|Ada from 127.0.0.1'],
  [{ events: 3, identity_id: 'eu-west-1:a' }, '3 events written by eu-west-1:a from 127.0.0.1'],
  [{ events: 0, ip: null }, '0 events written by nobody known'],
  [{ events: 1, outcome: 'guest', identity_id: 'eu-west-1:g' }, '1 event written by a guest from 127.0.0.1'],
  [{ outcome: 'AccessDenied', subject: 'a' }, 'AccessDenied: a write of a from 127.0.0.1 was refused'],
  [{ what: 'GetId', identity_id: 'eu-west-1:a' }, 'GetId by eu-west-1:a from 127.0.0.1'],
  [
    { source: 'identity', what: 'sign-in', subject: 'a', ip: '::1', outcome: 'success' },
    'sign-in of a from ::1: success',
  ],
  [
    { source: 'rum', what: 'ShopUsers', ip: null, events: 9, outcome: '1.4.0' },
    '9 events recorded for ShopUsers, release 1.4.0',
  ],
] as [Partial<EvidenceRow>, string][])('says of %j what it is', (changes, says) => {
  expect(describeEvidence(row(changes))).toBe(says);
});
