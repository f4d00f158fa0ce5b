import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { openData, type QueryRequest } from '@dual-rum/queries';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchRequest, type Keys } from '../../support/console/writeBatch.ts';

const JOURNEYS = 200;
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 24 * 3_600_000];
const FIRST = Date.parse('2026-11-02T00:00:00Z');

let now = FIRST;
let folder: string;
let rum: RunningConsole;
const says: object[] = [];
/** Sessions of users who do nothing wrong. */
const honest = new Set<string>();
/** Sessions that are wrong, with the verdict and reasons that they must get. */
const planted = new Map<string, [verdict: string, reasons: string]>();
let blocked = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-verdict-'));
  rum = await startConsole({ clock: () => now, data: join(folder, 'data'), maxDays: 10_000 });
  for (let number = 0; number < JOURNEYS; number += 1) await journey(number, numbers(number + 1));
  await plant();
  await rum.close();
  await writeIdentityEvents();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const judge = async (paths: string[], request: QueryRequest = {}) => {
  const data = await openData(paths);
  try {
    const { rows } = await data.run('verdict', {
      ...request,
      parameters: { limit: 100_000, blocked, ...request.parameters },
    });
    return rows.map((row) => ({
      session: row['session_id'] as string,
      verdict: row['verdict'],
      reasons: row['reasons'],
    }));
  } finally {
    data.close();
  }
};

describe(`among ${JOURNEYS} honest journeys with kept batches, tabs, reloads, renewals, switches and wrong clocks`, () => {
  it('everything planted is found by its own verdict, and every honest session is verified', async () => {
    const rows = await judge([join(folder, 'data'), join(folder, 'identity')]);
    expect(honest.size).toBeGreaterThan(JOURNEYS);
    expect(rows.filter(({ session, verdict }) => honest.has(session) && verdict !== 'verified')).toEqual([]);
    expect(rows.filter(({ session }) => honest.has(session))).toHaveLength(honest.size);
    const found = rows.filter(({ session }) => !honest.has(session));
    expect(new Map(found.map(({ session, verdict, reasons }) => [session, [verdict, reasons]]))).toEqual(planted);
    expect(found).toHaveLength(planted.size);
  });

  it('no honest session has another name than the weaker one without the trail', async () => {
    const without = [join(folder, 'data/journal'), join(folder, 'identity')];
    const rows = await judge(without);
    const verdicts = rows.filter(({ session }) => honest.has(session)).map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['possible-without-trail']));
    expect(verdicts).toHaveLength(honest.size);
  });
});

/** A user's sign-in, some pages in one or two tabs, and often a log-out, as a browser and a network have it. */
async function journey(number: number, random: () => number): Promise<void> {
  const chance = (share: number): boolean => random() < share;
  const between = (from: number, to: number): number => Math.floor(from + random() * (to - from));
  let at = FIRST + between(0, 20 * DAY);
  // Now and then somebody else signs in in the same browser.
  for (let person = 0; person < (chance(0.2) ? 2 : 1); person += 1) {
    const subject = `auth0|user-${(number * 7 + person * 31) % 60}`;
    say('sign-in', at, subject);
    const wrongClock = chance(0.15);
    const clock = wrongClock ? between(-3 * HOUR, 3 * HOUR) : between(-10 * MINUTE, 10 * MINUTE);
    let keys = await signIn(subject, at);
    const sessions = Array.from({ length: chance(0.3) ? 2 : 1 }, randomUUID);
    const late: (() => Promise<number>)[] = [];
    const started = new Set<string>();
    for (let batch = 0; batch < between(2, 6); batch += 1) {
      at += between(5 * SECOND, 30 * MINUTE);
      const session = sessions[batch % sessions.length]!;
      const events = someEvents(between(1, 6), at + clock);
      if (chance(0.2)) {
        say('token-issued', at, subject);
        keys = await signIn(subject, at);
      }
      // Of a wrong clock something has to arrive at once, or nobody knows that it is wrong.
      const kept = chance(0.3) && !(wrongClock && !started.has(session));
      started.add(session);
      honest.add(session);
      if (kept) {
        const arrival = at + between(MINUTE, 22 * HOUR);
        late.push(async () => write(await signIn(subject, arrival), session, events, arrival));
      } else {
        await write(keys, session, events, at + between(0, 5 * SECOND));
        // Its acknowledgement was lost.
        if (chance(0.1)) await write(keys, session, events, at + between(6 * SECOND, 40 * SECOND));
      }
    }
    at += between(SECOND, 10 * MINUTE);
    if (chance(0.5)) say('sign-out', at, subject);
    for (const arrive of late) await arrive();
    at += MINUTE;
  }
}

async function plant(): Promise<void> {
  const at = FIRST + 21 * DAY;
  const session = (verdict: string, reasons: string): string => {
    const id = randomUUID();
    planted.set(id, [verdict, reasons]);
    return id;
  };
  // A guest.
  expect(await write(await signIn(undefined, at), session('refused', 'guest credentials'), someEvents(3, at), at)).toBe(
    403,
  );
  // Bob with the session id of Alice.
  const alices = session('shared', 'several writers');
  say('sign-in', at, 'auth0|alice');
  say('sign-in', at, 'auth0|bob');
  await write(await signIn('auth0|alice', at), alices, someEvents(3, at), at);
  await write(await signIn('auth0|bob', at), alices, someEvents(3, at + MINUTE), at + MINUTE);
  // A script with an account, that never signs in.
  await write(await signIn('auth0|script', at), session('unexplained', 'no sign-in'), someEvents(3, at), at);
  // After the log-out.
  say('sign-in', at, 'auth0|left');
  say('sign-out', at + HOUR, 'auth0|left');
  await write(
    await signIn('auth0|left', at + 2 * HOUR),
    session('after-the-end', 'after the log-out'),
    someEvents(2, at + 2 * HOUR),
    at + 2 * HOUR,
  );
  // After a block.
  say('sign-in', at, 'auth0|eve');
  blocked = `auth0|eve@${new Date(at + HOUR).toISOString()}`;
  await write(
    await signIn('auth0|eve', at + 2 * HOUR),
    session('after-the-end', 'after the block'),
    someEvents(2, at + 2 * HOUR),
    at + 2 * HOUR,
  );
  // Event ids twice: in two sessions, of which the first is as it should be, and in one batch.
  say('sign-in', at, 'auth0|again');
  const events = someEvents(3, at);
  const first = randomUUID();
  honest.add(first);
  const keys = await signIn('auth0|again', at);
  await write(keys, first, events, at);
  await write(keys, session('implausible', 'event ids twice'), events, at + MINUTE);
  await write(
    keys,
    session('implausible', 'event ids twice'),
    [events[0]!, events[0]!].map((event) => ({ ...event, id: TWICE })),
    at + MINUTE,
  );
  // A flood.
  say('sign-in', at, 'auth0|flood');
  const flood = session('implausible', 'too many events');
  const floodKeys = await signIn('auth0|flood', at);
  for (let batch = 0; batch < 25; batch += 1) await write(floodKeys, flood, someEvents(100, at), at + batch * SECOND);
}

const TWICE = randomUUID();

const say = (type: string, at: number, subject: string): void =>
  void says.push({
    log_id: randomUUID(),
    type,
    outcome: 'success',
    occurred_at: new Date(at).toISOString(),
    subject,
    ip: '198.51.100.7',
  });

const someEvents = (count: number, at: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    timestamp: Math.round(at / 1000) - (count - index - 1 > 60 ? 0 : count - index - 1),
    type: 'com.amazon.rum.page_view_event',
    metadata: '{"version":"1.0.0","pageId":"/"}',
    details: '{"version":"1.0.0","pageId":"/"}',
  }));

async function cognito(operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityService.${operation}`,
  };
  const answer = await fetch(rum.identityPoolEndpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

/** Credentials by the identity pool at this time; of a guest without a subject. */
async function signIn(subject: string | undefined, at: number): Promise<Keys> {
  now = at;
  const logins =
    subject === undefined ? {} : { Logins: { [rum.issuer.replace('http://', '')]: await rum.mintToken({ subject }) } };
  const { IdentityId } = await cognito('GetId', { IdentityPoolId: rum.config.authenticated.identityPoolId, ...logins });
  const { Credentials: given } = (await cognito('GetCredentialsForIdentity', { IdentityId, ...logins })) as {
    Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string };
  };
  return { accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretKey, sessionToken: given.SessionToken };
}

/** A batch to the app monitor of signed-in users that arrives at this time. */
async function write(keys: Keys, sessionId: string, events: readonly object[], at: number): Promise<number> {
  now = at;
  const { endpoint, config } = rum;
  const changes = { UserDetails: { sessionId, userId: randomUUID() }, RumEvents: events };
  const { path, headers, body } = await batchRequest(
    endpoint,
    config.authenticated.appMonitorId,
    keys,
    undefined,
    changes,
    new Date(at),
  );
  return (await fetch(new URL(path, endpoint), { method: 'POST', headers, body })).status;
}

/** As @dual-rum/identity-events lays them out. */
async function writeIdentityEvents(): Promise<void> {
  const path = join(folder, 'identity/day=2026-11-02');
  mkdirSync(path, { recursive: true });
  const json = join(folder, 'says.json');
  writeFileSync(json, JSON.stringify(says));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT log_id, type, outcome, occurred_at::TIMESTAMP AS occurred_at, subject, ip FROM read_json('${json}',
    columns = {log_id: 'VARCHAR', type: 'VARCHAR', outcome: 'VARCHAR', occurred_at: 'VARCHAR', subject: 'VARCHAR', ip: 'VARCHAR'}))
    TO '${join(path, 'a.parquet')}' (FORMAT parquet)`);
  connection.closeSync();
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
