import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { afterEach, beforeEach, vi } from 'vitest';
import { NO_ANSWER } from '../credentials/inTime.ts';
import type { CachedCredentials } from '../credentials/createCachedCredentials.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import { createDeliveryCounts } from './createDeliveryCounts.ts';
import { createKeepaliveBudget } from './createKeepaliveBudget.ts';
import type { Outcome, Send } from './Send.ts';
import { createTransport } from './createTransport.ts';

/** Time and chance are the test's. */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    // Without jitter: each wait is as long as it can be.
    vi.spyOn(Math, 'random').mockReturnValue(1);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

let ids = 0;

export function batchOf(name: string, events = 1, text = ''): PutRumEventsRequest {
  return {
    BatchId: name,
    AppMonitorDetails: { id: 'monitor', version: '1' },
    UserDetails: { userId: 'user', sessionId: 'session' },
    RumEvents: Array.from({ length: events }, () => ({
      id: `${++ids}`,
      timestamp: new Date(),
      type: 'event',
      details: JSON.stringify({ text }),
    })),
  };
}

export const answered = (status: number, note = `${status}`, retryAfter = 0): Outcome => ({
  name: 'answered',
  status,
  note,
  retryAfter,
  accessKeyId: 'key',
});
export const ok = answered(200);
export const busy = answered(500, '500 busy');
export const throttled = (retryAfter: number): Outcome => answered(429, '429 slow down', retryAfter);
export const refused = answered(403, '403 no');
export const invalid = answered(400, '400 invalid');
export const offline: Outcome = { name: 'unreachable', cause: new TypeError('Failed to fetch') };
/** Its time is over. */
export const silent: Outcome = { name: 'unreachable', cause: NO_ANSWER };
export const unsigned: Outcome = { name: 'unsigned', cause: new Error('no token') };

export const credentialsOf = (ready: boolean): CachedCredentials => ({
  get: vi.fn(),
  refused: vi.fn(),
  expireAt: undefined,
  ready,
});

interface Options {
  /** What comes of each attempt; then all succeed. */
  outcomes?: Outcome[];
  /** Or what comes of each by what is sent. */
  answer?: (request: PutRumEventsRequest) => Outcome;
  /** Attempts wait until the test begins and answers them. */
  held?: boolean;
  signing?: boolean;
  /** Bytes of each body, once it is compressed. */
  bytes?: number;
  /** Bytes that keepalive requests may have. */
  keepalive?: number;
}

/** A transport whose attempts go as the test says. */
export function setUp({
  bytes = 20_000,
  outcomes = [],
  answer: answerTo,
  held = false,
  signing = false,
  keepalive = 65_536,
}: Options = {}) {
  const attempts: {
    batch: string;
    events: number;
    at: number;
    pageEnds: boolean;
    /** It is signed and about to reach the network. */
    begin: () => 'keepalive' | 'ordinary' | 'called off';
    answer: (outcome: Outcome) => Promise<void>;
  }[] = [];
  const report = vi.fn<Report>();
  const start = Date.now();
  const send: Send = ({ request, pageEnds, begin }) =>
    new Promise((done) => {
      const answer = async (outcome: Outcome): Promise<void> => {
        done(outcome);
        await vi.advanceTimersByTimeAsync(0);
      };
      const { BatchId: batch, RumEvents } = request;
      const at = Date.now() - start;
      attempts.push({ batch, events: RumEvents.length, at, pageEnds, begin: () => begin(bytes), answer });
      if (held) return;
      begin(bytes);
      done(answerTo?.(request) ?? outcomes.shift() ?? ok);
    });
  const budget = createKeepaliveBudget(keepalive);
  const counts = createDeliveryCounts();
  const transport = createTransport({ monitor: 'guest', send, report, signing, budget, counts });
  return {
    transport,
    counts,
    attempts,
    report,
    budget,
    add: (request: PutRumEventsRequest, credentials?: CachedCredentials, userKey = '') =>
      transport.add(request, { credentials, userKey }),
    /** Which batch was tried when. */
    log: () => attempts.map(({ batch, at }) => `${batch} ${at}`),
    reported: () => report.mock.calls.map(([{ type }]) => type),
  };
}

export const settle = () => vi.advanceTimersByTimeAsync(0);
