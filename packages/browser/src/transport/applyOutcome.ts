import type { Problem } from '../api/types.ts';
import { NO_ANSWER } from '../credentials/inTime.ts';
import type { Batch } from './batch.ts';
import type { Outcome } from './Send.ts';
import type { FailingService, FlowingService, ServiceStatus } from './serviceStatus.ts';

/** A problem, without the name of its app monitor. */
export interface BatchProblem {
  type: Problem['type'];
  note?: string | undefined;
  cause?: unknown;
  count?: number;
}

/** What an attempt leads to. */
export interface Applied {
  service: ServiceStatus;
  /** What becomes of the batch: it is delivered, dropped, halved to find the event that is invalid, or it waits. */
  result: 'delivered' | 'rejected' | 'halve' | Pick<Batch, 'state' | 'failures' | 'refusals'>;
  /** To be reported. */
  problem?: BatchProblem;
}

/** Longest wait between two attempts, in milliseconds. */
const MAX_WAIT = 60_000;

/** What an attempt that was made can come to. */
export type Attempted = Extract<Outcome, { name: 'answered' | 'unreachable' | 'unsigned' }>;

/** The service refused the credentials, or does not know the app monitor. */
export const isRefusal = (outcome: Attempted): outcome is Extract<Attempted, { name: 'answered' }> =>
  outcome.name === 'answered' && (outcome.status === 403 || outcome.status === 404);

/** Invalid events in a row after which batches are not halved any more: as many as a batch has by default. */
const MAX_REJECTIONS = 100;

/** Decides what an attempt to send a batch leads to. `random` is from 0 to 1. */
export function applyOutcome(
  { request, state, failures, refusals }: Batch,
  service: ServiceStatus,
  outcome: Attempted,
  now: number,
  random: number,
): Applied {
  const before: FailingService =
    service.name === 'failing' ? service : { name: 'failing', failures: 0, restUntil: 0, askedUntil: 0 };
  // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
  const backOff = (times: number): number => now + random * Math.min(MAX_WAIT, 1000 * 2 ** times);
  /** The batch waits. A kind of problem is reported once, until a batch gets through. */
  const wait = (due: number, problem: BatchProblem, changes?: Partial<FailingService>, refused = 0): Applied => ({
    service: { ...before, ...changes, reported: problem.type, lastError: textOf(problem) },
    result: { state: { name: 'waiting', due }, failures: failures + 1, refusals: refusals + refused },
    ...(before.reported !== problem.type && { problem }),
  });

  // The service's failure concerns all batches. One that keeps failing lets the next go first.
  const rest = (problem: BatchProblem, retryAfter: number): Applied => {
    const askedUntil = now + retryAfter;
    const restUntil = Math.max(askedUntil, backOff(before.failures));
    const service = { failures: before.failures + 1, restUntil, askedUntil };
    return wait(failures > 1 ? restUntil : 0, problem, service);
  };

  if (outcome.name === 'unsigned') return wait(backOff(failures), { type: 'credentials', cause: outcome.cause });
  if (outcome.name === 'unreachable') {
    // What outlives its page and gets no answer at all has been answered while the page slept.
    return state.name === 'unheard' && outcome.cause === NO_ANSWER
      ? { service, result: 'delivered' }
      : rest({ type: 'unreachable', cause: outcome.cause }, 0);
  }
  const { status, note, retryAfter = 0 } = outcome;
  if (status >= 200 && status < 300) return { service: { name: 'flowing', rejections: 0 }, result: 'delivered' };
  if (isRefusal(outcome)) {
    const forbidden = wait(backOff(failures), { type: 'forbidden', note }, {}, 1);
    if (refusals) return forbidden;
    // Other credentials are tried at once. Only when those are refused, too, somebody has to change something.
    const state = { name: 'waiting', due: 0 } as const;
    return { service: before, result: { state, failures: failures + 1, refusals: 1 } };
  }
  if (status === 408 || status === 429 || status >= 500) return rest({ type: 'unavailable', note }, retryAfter);
  const count = request.RumEvents.length;
  const flowing: FlowingService = service.name === 'flowing' ? service : { name: 'flowing', rejections: 0 };
  // One event may be what is wrong. But where nothing is accepted, it is not the event.
  if (count > 1 && flowing.rejections < MAX_REJECTIONS) return { service: flowing, result: 'halve' };
  const problem: BatchProblem = { type: 'rejected', note, count };
  const lastError = textOf(problem);
  return {
    service: { name: 'flowing', rejections: flowing.rejections + count, lastError },
    result: 'rejected',
    ...(flowing.lastError !== lastError && { problem }),
  };
}

const textOf = ({ type, note, cause }: BatchProblem): string => `${type}: ${note ?? String(cause)}`;
