import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Observations, Outcome, SeenIdentityRequest, SeenRum, SeenWrite } from './Observations.ts';

const URL = 'http://127.0.0.1:4567';
const answered = (status: number, type = '', message = ''): Outcome => ({
  is: 'answered',
  status,
  type,
  message,
  clockSkew: 0,
  byServiceWorker: false,
});
const write = (more: Partial<SeenWrite> = {}): SeenWrite => ({
  kind: 'write',
  url: `${URL}/appmonitors/guest`,
  outcome: answered(200),
  monitorId: 'guest-id',
  signed: true,
  region: 'us-east-1',
  alias: undefined,
  events: 1,
  views: [{ eventId: 'a', pageId: '/', sessionId: 's', at: 1 }],
  ...more,
});
const identity = (more: Partial<SeenIdentityRequest> = {}): SeenIdentityRequest => ({
  kind: 'identity',
  url: `${URL}/`,
  outcome: answered(200),
  operation: 'GetId',
  poolId: 'us-east-1:pool',
  logins: [],
  ...more,
});
const rum: SeenRum = {
  guestId: 'guest-id',
  authenticatedId: 'user-id',
  state: 'guest',
  switches: 0,
  health: {
    guest: { state: 'active', queued: 0, sent: 1, dropped: {} },
    authenticated: { state: 'idle', queued: 0, sent: 0, dropped: {} },
  },
  problems: [],
  endpoint: URL,
  sampleRate: 1,
  include: undefined,
  exclude: undefined,
};
const well: Observations = {
  page: { url: 'http://localhost:5173/', status: 200, visits: 1, secure: false },
  expectsConsole: true,
  rums: [rum],
  hasSnippet: false,
  requests: [identity(), write()],
  violations: [],
  errors: [],
  messages: [],
  signedInAt: [],
  reference: {
    url: URL,
    is: 'known',
    region: 'us-east-1',
    monitors: [
      { id: 'guest-id', name: 'Shop', state: 'guest' },
      { id: 'user-id', name: 'ShopUsers', state: 'authenticated' },
    ],
    pools: ['us-east-1:pool'],
    alias: undefined,
    unsignedGuests: false,
    faults: 0,
  },
};
const codes = (more: Partial<Observations>): string[] =>
  diagnose({ ...well, ...more }).findings.map(({ code }) => code);
/** Nothing was sent for guests, and this many events wait. */
const waiting = (queued: number, more: Partial<SeenRum> = {}): SeenRum => ({
  ...rum,
  health: { ...rum.health, guest: { state: 'active', queued, sent: 0, dropped: {} } },
  ...more,
});

it('finds nothing where all is well, and notes what was not tried', () => {
  expect(diagnose(well)).toEqual({
    findings: [],
    notes: [
      'Nobody signed in, so the signed-in app monitor was not tried. Sign in with --show, or give --storage-state.',
    ],
  });
});

describe('a request that was refused', () => {
  it.each([
    [answered(404, 'ResourceNotFoundException'), {}, 'unknown-monitor'],
    [answered(403, 'InvalidSignatureException', 'scoped to region'), { region: 'eu-west-1' }, 'wrong-region'],
    [answered(403, 'UnrecognizedClientException'), {}, 'foreign-credentials'],
    [answered(403, 'AccessDeniedException'), { signed: false }, 'unsigned'],
    [answered(403, 'AccessDeniedException'), { signed: false, alias: 'shop' }, 'alias'],
    [answered(403, 'AccessDeniedException'), {}, 'role-may-not-write'],
    [answered(400, 'ValidationException'), {}, 'events-rejected'],
    [answered(503), {}, 'service-failing'],
    [answered(403, 'SignatureDoesNotMatch'), {}, 'write-refused'],
    [{ is: 'failed', error: 'net::ERR_CONNECTION_REFUSED' }, {}, 'unreachable'],
  ] as const)('%j of a write %j is %s', (outcome, more, code) => {
    expect(codes({ requests: [identity(), write({ outcome, ...more })] })).toEqual([code]);
  });

  it.each([
    [answered(400, 'ResourceNotFoundException'), {}, 'unknown-pool'],
    [answered(400, 'ResourceNotFoundException'), { poolId: 'eu-west-1:pool' }, 'wrong-region'],
    [answered(400, 'NotAuthorizedException', 'Unauthenticated access is not supported'), {}, 'guests-not-allowed'],
    [answered(400, 'InvalidIdentityPoolConfigurationException'), {}, 'role-not-assumed'],
    [answered(400, 'TooManyRequestsException'), {}, 'credentials-refused'],
  ] as const)('%j of an identity pool %j is %s', (outcome, more, code) => {
    expect(codes({ rums: [waiting(3)], requests: [identity({ outcome, ...more })] })).toEqual([code]);
  });

  it('is no finding when the SDK tried again and was let in', () => {
    expect(codes({ requests: [write({ outcome: answered(503) }), write()] })).toEqual([]);
  });

  it('says nothing of ids and credentials that were taken from the app', () => {
    const reference = { ...well.reference!, is: 'learned' as const, monitors: [] };
    const { findings, notes } = diagnose({
      ...well,
      reference,
      expectsConsole: false,
      requests: [write({ outcome: answered(403, 'UnrecognizedClientException') })],
    });
    expect(findings).toEqual([]);
    expect(notes[0]).toContain('The ids were taken from the app');
  });
});

describe('silence', () => {
  it.each([
    [waiting(3), 'credentials-pending'],
    [waiting(3, { problems: [{ type: 'credentials', monitor: 'guest', message: 'no', fix: '' }] }), 'credentials-fail'],
    [waiting(3, { sampleRate: 0 }), 'sampled-out'],
    [waiting(0, { exclude: ['/localhost/g'] }), 'page-excluded'],
    [waiting(0, { include: ['/^https:/'] }), 'page-excluded'],
    [waiting(0), 'nothing-recorded'],
    [{ ...rum, state: 'pending' }, 'sign-in-pending'],
  ])('%#: is explained', (silent, code) => {
    expect(codes({ rums: [silent], requests: [] })).toEqual([code]);
  });
});

describe('page views', () => {
  const view = (eventId: string, pageId: string, at: number) => ({ eventId, pageId, sessionId: 's', at });
  it.each([
    ['two of one visit', [view('a', '/7', 1), view('b', '/:id', 1)], 1, ['page-views-doubled']],
    ['one that was sent twice', [view('a', '/7', 1), view('a', '/7', 1)], 1, []],
    ['two of two visits', [view('a', '/7', 1), view('b', '/8', 1)], 2, []],
    ['a dialog that is opened later', [view('a', '/7', 1), view('b', '/7/reviews', 30)], 1, []],
  ])('%s', (_, views, visits, expected) => {
    expect(codes({ page: { ...well.page, visits }, requests: [write({ views })] })).toEqual(expected);
  });
});

it('names one cause once where it shows at both app monitors', () => {
  const outcome: Outcome = { is: 'failed', error: 'net::ERR_CONNECTION_REFUSED' };
  const user = { state: 'active' as const, queued: 1, sent: 0, dropped: {} };
  const both = { ...rum, health: { guest: user, authenticated: user } };
  expect(codes({ rums: [both], requests: [write({ outcome }), write({ outcome, monitorId: 'user-id' })] })).toEqual([
    'unreachable',
  ]);
});

it('leaves out what only follows from something that blocks all', () => {
  const violations = [{ directive: 'connect-src', blocked: `${URL}/appmonitors/x`, enforced: true }];
  const failed: Outcome = { is: 'failed', error: 'csp' };
  expect(codes({ violations, requests: [write({ outcome: failed })] })).toEqual(['csp-blocks']);
  // A policy that only reports blocks nothing.
  expect(codes({ violations: [{ ...violations[0]!, enforced: false }] })).toEqual([]);
});

it('finds the swapped app monitors before anything else about them', () => {
  const swapped = { ...rum, guestId: 'user-id', authenticatedId: 'guest-id' };
  expect(
    codes({
      rums: [swapped],
      requests: [write({ monitorId: 'user-id', outcome: answered(403, 'AccessDeniedException') })],
    }),
  ).toEqual(['monitors-swapped']);
});
