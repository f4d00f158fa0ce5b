import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { QueryRequest } from '../compose/QueryRequest.ts';
import { record } from '../record.testing.ts';
import type { EventDatabase } from './EventDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import { given, put, type PutChanges } from './verdict.testing.ts';

let database: EventDatabase;
beforeAll(async () => {
  database = await openDatabase();
  await database.sql(`CREATE TABLE said AS SELECT * FROM identity_events`);
  await database.sql(`CREATE OR REPLACE VIEW identity_events AS SELECT * FROM said`);
});
afterEach(async () => {
  await database.clear();
  await database.sql('DELETE FROM said');
});
afterAll(() => database.close());

const says = (type: string, at: string, subject = 'auth0|alice') =>
  database.sql(
    `INSERT INTO said BY NAME SELECT '${crypto.randomUUID()}' AS log_id, '${type}' AS type, 'success' AS outcome,
     TIMESTAMP '${at.replace('T', ' ').replace('Z', '')}' AS occurred_at, '${subject}' AS subject, '${at.slice(0, 10)}' AS day`,
  );

/** A batch of page views of a session as it was recorded, with CloudTrail's record of it unless `trail` is false. */
async function writes({
  session = 'session-1',
  recorded = '2026-11-26T10:00:00Z',
  count = 2,
  release = '1.0.0',
  trail = {},
}: {
  session?: string;
  recorded?: string;
  count?: number;
  release?: string;
  trail?: PutChanges | false;
} = {}): Promise<string[]> {
  const events = Array.from({ length: count }, () => crypto.randomUUID());
  await database.add(events.map((id) => record({ id, session, at: recorded, release, monitor: 'ShopAuthenticated' })));
  if (trail !== false) {
    const arrived = new Date(Date.parse(recorded) + 5000).toISOString().replace('.000', '');
    await database.addTrail([put({ session, events, at: arrived, ...trail })]);
  }
  return events;
}

const judge = async (parameters: QueryRequest['parameters'] = {}, request: QueryRequest = {}) =>
  (await database.run('verdict', { ...request, parameters })).rows;
const verdicts = async (parameters: QueryRequest['parameters'] = {}) =>
  (await judge(parameters)).map(({ session_id, verdict, reasons }) => [session_id, verdict, reasons]);

describe('a session', () => {
  it('is verified when one user wrote it, whose sign-in is alive', async () => {
    await says('sign-in', '2026-11-26T09:59:00Z');
    await writes();
    expect(await judge()).toEqual([
      expect.objectContaining({
        session_id: 'session-1',
        verdict: 'verified',
        reasons: null,
        subjects: 'auth0|alice',
        identity_ids: 'eu-west-1:alice',
        addresses: '198.51.100.1',
        events: 2,
        attested_events: 2,
        writes: 1,
        sign_in_at: '2026-11-26T09:59:00.000Z',
        end_at: null,
      }),
    ]);
  });

  it('is shared when two users wrote it', async () => {
    await says('sign-in', '2026-11-26T09:00:00Z');
    await says('sign-in', '2026-11-26T09:00:00Z', 'auth0|bob');
    await writes();
    await writes({ trail: { identity: 'eu-west-1:bob', subject: 'auth0|bob' } });
    expect(await verdicts()).toEqual([['session-1', 'shared', 'several writers']]);
  });

  it('is unexplained when nobody signed in', async () => {
    await says('sign-in', '2026-11-26T09:00:00Z', 'auth0|bob');
    await writes();
    expect(await verdicts()).toEqual([['session-1', 'unexplained', 'no sign-in']]);
  });

  it('is unexplained when the sign-in is too long ago, and not when a token was renewed since', async () => {
    await says('sign-in', '2026-11-01T10:00:00Z');
    await writes();
    expect(await verdicts({ lifetimeDays: 7 })).toEqual([['session-1', 'unexplained', 'no sign-in']]);
    expect(await verdicts()).toEqual([['session-1', 'verified', null]]);
    await says('token-issued', '2026-11-25T10:00:00Z');
    expect(await verdicts({ lifetimeDays: 7 })).toEqual([['session-1', 'verified', null]]);
  });

  it('is unexplained when a guest wrote it', async () => {
    await says('sign-in', '2026-11-26T09:00:00Z');
    await writes({ trail: { subject: null } });
    expect(await verdicts()).toEqual([['session-1', 'unexplained', 'guest credentials']]);
  });

  it('is after the end when it was recorded after the log-out', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await says('sign-out', '2026-11-26T09:00:00Z');
    await writes();
    expect(await verdicts()).toEqual([['session-1', 'after-the-end', 'after the log-out']]);
  });

  it('is verified when it was recorded before the log-out and arrives after it', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await says('sign-out', '2026-11-26T11:00:00Z');
    await writes({ trail: { at: '2026-11-27T08:00:00Z' } });
    expect(await verdicts()).toEqual([['session-1', 'verified', null]]);
  });

  it('is after the end when its times say before, and no browser keeps a batch so long', async () => {
    await says('sign-in', '2026-11-20T08:00:00Z');
    await says('sign-out', '2026-11-20T11:00:00Z');
    await writes({ recorded: '2026-11-20T10:00:00Z', trail: { at: '2026-11-22T08:00:00Z' } });
    expect(await verdicts()).toEqual([['session-1', 'after-the-end', 'after the log-out']]);
  });

  it('is verified when the user goes on with another device after one log-out', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await says('sign-in', '2026-11-26T08:10:00Z');
    await says('sign-out', '2026-11-26T09:00:00Z');
    await writes();
    expect(await verdicts()).toEqual([['session-1', 'verified', null]]);
    await says('sign-out', '2026-11-26T09:10:00Z');
    expect(await verdicts()).toEqual([['session-1', 'after-the-end', 'after the log-out']]);
  });

  it('is verified when a clock is hours ahead and the log-out follows', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await says('sign-out', '2026-11-26T08:30:00Z');
    await writes({ recorded: '2026-11-26T11:10:00Z', trail: { at: '2026-11-26T08:10:05Z' } });
    await writes({ recorded: '2026-11-26T11:25:00Z', trail: { at: '2026-11-26T12:00:00Z' } });
    expect(await verdicts()).toEqual([['session-1', 'verified', null]]);
  });

  it('is after the end when it was recorded after a block, and verified again after that', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await writes();
    await writes({ session: 'session-2', recorded: '2026-11-26T12:00:00Z' });
    const blocked = 'auth0|alice@2026-11-26T09:00:00Z/2026-11-26T11:00:00Z';
    expect(await verdicts({ blocked })).toEqual([
      ['session-1', 'after-the-end', 'after the block'],
      ['session-2', 'verified', null],
    ]);
    expect((await verdicts({ blocked: 'eu-west-1:alice@2026-11-26' })).map(([, verdict]) => verdict)).toEqual([
      'after-the-end',
      'after-the-end',
    ]);
    await expect(judge({ blocked: 'auth0|alice' })).rejects.toThrow(
      '"blocked" of the query verdict is "auth0|alice"; it must be such as auth0|17@2026-11-26T10:00:00Z.',
    );
  });

  it('is implausible when it has event ids of another session, which stays verified', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    const events = await writes();
    await database.addTrail([put({ session: 'session-2', events, at: '2026-11-26T10:30:00Z' })]);
    expect(await verdicts()).toEqual([
      ['session-2', 'implausible', 'event ids twice'],
      ['session-1', 'verified', null],
    ]);
  });

  it('is implausible when one batch has an event id twice, and verified when a batch comes again', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    const events = await writes();
    await database.addTrail([put({ events, at: '2026-11-26T10:30:00Z' })]);
    expect(await verdicts()).toEqual([['session-1', 'verified', null]]);
    await database.addTrail([put({ events: [...events, events[0]!], at: '2026-11-26T10:30:00Z' })]);
    expect(await verdicts()).toEqual([['session-1', 'implausible', 'event ids twice']]);
  });

  it('is implausible by its volume, its release and its times', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await writes({ count: 3 });
    expect(await verdicts({ maxEvents: 2 })).toEqual([['session-1', 'implausible', 'too many events']]);
    expect(await verdicts({ releases: '1.1.0, 1.2.0' })).toEqual([['session-1', 'implausible', 'unknown release']]);
    expect(await verdicts({ releases: '1.1.0, 1.0.0' })).toEqual([['session-1', 'verified', null]]);
    await writes({ session: 'session-2', recorded: '2027-03-01T10:00:00Z', trail: { at: '2026-11-26T10:00:00Z' } });
    expect(await verdicts()).toContainEqual(['session-2', 'implausible', 'recorded after it arrived']);
    await writes({ session: 'session-3', recorded: '2026-11-23T10:00:00Z', trail: { at: '2026-11-26T10:00:00Z' } });
    expect(await verdicts()).toContainEqual(['session-3', 'implausible', 'recorded too long ago']);
    expect(await verdicts({ maxSessions: 2 })).toContainEqual(['session-1', 'implausible', 'too many sessions']);
  });

  it('is unattested when CloudTrail has no record of it', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await writes({ trail: false });
    await writes({ session: 'session-2' });
    expect(await verdicts()).toEqual([
      ['session-1', 'unattested', 'no record of the write'],
      ['session-2', 'verified', null],
    ]);
  });

  it('is verified by its identity alone when no record names the subject', async () => {
    await says('sign-in', '2026-11-26T09:59:00Z');
    await writes({ trail: { unnamed: true, accessKey: 'ASIA1' } });
    await writes({ session: 'session-2', trail: { unnamed: true, accessKey: 'ASIA2' } });
    await writes({ session: 'session-2', trail: { unnamed: true, accessKey: 'ASIA1' } });
    await database.addTrail([given('eu-west-1:alice', 'ASIA1'), given('eu-west-1:bob', 'ASIA2')]);
    expect(await judge()).toEqual([
      expect.objectContaining({ verdict: 'shared', identity_ids: 'eu-west-1:alice, eu-west-1:bob' }),
      expect.objectContaining({ verdict: 'verified-by-identity-alone', identity_ids: 'eu-west-1:alice' }),
    ]);
  });

  it('is verified when another record of the identity names the subject', async () => {
    await says('sign-in', '2026-11-26T09:59:00Z');
    await writes({ trail: { unnamed: true, accessKey: 'ASIA1' } });
    await database.addTrail([given('eu-west-1:alice', 'ASIA1'), put({ session: 'session-2' })]);
    expect(await judge({ session: 'session-1' })).toEqual([
      expect.objectContaining({ verdict: 'verified', subjects: 'auth0|alice' }),
    ]);
  });
});

describe('a refused write', () => {
  it('is listed with who tried, and leaves the session of somebody else as it is', async () => {
    await says('sign-in', '2026-11-26T09:59:00Z');
    await writes();
    const errorCode = 'AccessDenied';
    await database.addTrail([
      put({ events: ['x'], subject: null, identity: 'eu-west-1:guest', ip: '203.0.113.9', errorCode }),
    ]);
    expect(await judge()).toEqual([
      expect.objectContaining({
        verdict: 'refused',
        reasons: 'guest credentials',
        session_id: 'session-1',
        identity_ids: 'eu-west-1:guest',
        addresses: '203.0.113.9',
        refused_writes: 1,
        events: 0,
      }),
      expect.objectContaining({ verdict: 'verified', refused_writes: 0 }),
    ]);
  });

  it('does no harm to a session whose client sends the batch again', async () => {
    await says('sign-in', '2026-11-26T09:59:00Z');
    await database.addTrail([put({ events: ['x'], errorCode: 'AccessDenied' })]);
    await writes();
    expect(await judge()).toEqual([expect.objectContaining({ verdict: 'verified', refused_writes: 1 })]);
  });
});

describe('without the trail', () => {
  it('the names of the verdicts say so', async () => {
    await writes({ trail: false });
    expect(await verdicts()).toEqual([['session-1', 'unexplained-without-trail', 'no sign-in']]);
    await says('sign-in', '2026-11-26T09:59:00Z');
    expect(await verdicts()).toEqual([['session-1', 'possible-without-trail', null]]);
    expect(await verdicts({ maxEvents: 1 })).toEqual([['session-1', 'implausible-without-trail', 'too many events']]);
  });
});

describe('the questions about verdicts', () => {
  it('ask sessions as a whole: by when they start, and by an event that they have', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await writes({ recorded: '2026-11-26T10:00:00Z' });
    await writes({ recorded: '2026-11-26T12:00:00Z', release: '1.1.0' });
    await writes({ session: 'session-2', recorded: '2026-11-26T13:00:00Z' });
    const ask = async (request: QueryRequest) =>
      (await judge({}, request)).map((row) => [row['session_id'], row['events']]);
    expect(await ask({ from: '2026-11-26T12:30:00Z' })).toEqual([['session-2', 2]]);
    expect(await ask({ to: '2026-11-26T11:00:00Z' })).toEqual([['session-1', 4]]);
    expect(await ask({ release: '1.1.0' })).toEqual([['session-1', 4]]);
    expect(await ask({ monitors: ['Other'] })).toEqual([]);
  });

  it('count them over time', async () => {
    await says('sign-in', '2026-11-26T08:00:00Z');
    await writes();
    await writes({ session: 'session-2', trail: { subject: 'auth0|bob', identity: 'eu-west-1:bob' } });
    const { rows } = await database.run('verdict-over-time', { parameters: { bucket: 'day' } });
    expect(rows).toEqual([
      { time: '2026-11-26T00:00:00.000Z', verdict: 'unexplained', sessions: 1, events: 2 },
      { time: '2026-11-26T00:00:00.000Z', verdict: 'verified', sessions: 1, events: 2 },
    ]);
  });

  it('show the evidence of a session in order', async () => {
    await says('sign-in', '2026-11-26T09:58:00Z');
    await says('sign-in', '2026-11-26T09:58:00Z', 'auth0|bob');
    await database.addTrail([given('eu-west-1:alice', 'ASIAALICE')]);
    await writes();
    const { rows } = await database.run('verdict-evidence', { parameters: { session: 'session-1' } });
    expect(rows.map(({ time, source, what, subject, events }) => [time, source, what, subject, events])).toEqual([
      ['2026-11-26T09:58:00.000Z', 'identity', 'sign-in', 'auth0|alice', null],
      ['2026-11-26T09:59:00.000Z', 'trail', 'GetCredentialsForIdentity', null, null],
      ['2026-11-26T10:00:00.000Z', 'rum', 'ShopAuthenticated', null, 2],
      ['2026-11-26T10:00:05.000Z', 'trail', 'PutRumEvents', 'auth0|alice', 2],
    ]);
  });
});
