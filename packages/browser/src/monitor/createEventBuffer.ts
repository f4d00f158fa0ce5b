import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import { Topic } from '@aws-rum/web-core/event-bus/EventBus';
import type { RumConfig } from '../api/types.ts';
import type { AwsRumAccess } from './awsRumInternals.ts';
import type { Observation } from './Observation.ts';
import type { Recording } from './Recording.ts';
import { copyJson } from '../watch/stringify.ts';

export interface EventBufferOptions {
  rum: AwsRumAccess;
  config: RumConfig;
  /** Takes a batch of one session, as `recording`'s. */
  deliver: (batch: PutRumEventsRequest, recording: Recording) => void;
  /** Hears of an observation that was not recorded because its session has reached `sessionEventLimit`. */
  onSessionFull: (recording: Recording) => void;
}

const BATCH_LIMIT = 100;
const DISPATCH_INTERVAL = 5000;

/** Records into one AwsRum instance, and hands over batches that each belong to one session. */
export function createEventBuffer({ rum, config, deliver, onSessionFull }: EventBufferOptions) {
  const limit = config.batchLimit ?? BATCH_LIMIT;
  const interval = config.dispatchInterval ?? DISPATCH_INTERVAL;
  const candidates = new Map<string, { observation: Observation; recording: Recording }>();
  /** What was recorded last of a type of candidate, so that it is not recorded twice. */
  const recordedCandidates = new Map<string, string>();
  let live: Recording | undefined;
  let handingOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const handedOver = (): void => void (handingOver = false);
  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };

  /** Hands over all that is cached, as this recording's. What the app records meanwhile, in `beforeSend`, is handed over later. */
  const handOver = (recording: Recording): void => {
    if (handingOver) return;
    stopTimer();
    if (!recording.session && !rum.inSampledSession) return;
    handingOver = true;
    // Firefox stops scripts of a page that ends, and what follows below then does not.
    queueMicrotask(handedOver);
    const session = (recording.session ??= { id: rum.sessionId });
    try {
      for (let left = rum.size; left > 0;) {
        const batch = rum.takeBatch(session.id, recording === live ? undefined : session.metadata);
        if (!batch) return;
        left -= batch.RumEvents.length;
        session.metadata = batch.SessionMetadata!;
        deliver(batch, recording);
      }
    } finally {
      handedOver();
    }
  };

  rum.bus.subscribe(Topic.EVENT, () => {
    if (!live) return;
    const begins = live.session?.id !== rum.sessionId;
    // The bus fires before this event is cached: a hand-over here takes only earlier ones.
    if (rum.size >= limit || (begins && rum.size > 0)) handOver(live);
    if (begins) live.session = { id: rum.sessionId };
    const recording = live;
    if (interval > 0) timer ??= setTimeout(() => handOver(recording), interval);
  });

  const record = (observation: Observation, recording: Recording): void => {
    if (recording === live) {
      if (rum.record(observation) === 'session-full') onSessionFull(recording);
    } else if (recording.session) {
      if (live) handOver(live);
      rum.append(observation);
      handOver(recording);
    }
    // A recording that ended without a session was not sampled, or all of it was excluded: so is what comes late.
  };

  const recordCandidates = (): void => {
    const waiting = [...candidates.values()];
    candidates.clear();
    for (const { observation, recording } of waiting) {
      const { type, data } = observation;
      const { value } = data as { value?: unknown };
      const measured = JSON.stringify([recording.session?.id, value ?? data]);
      if (recordedCandidates.get(type) === measured) continue;
      recordedCandidates.set(type, measured);
      record(observation, recording);
    }
  };

  return {
    record(observation: Observation, recording: Recording): void {
      // A candidate waits for a later one of its kind, as long as both are of one session.
      const waits = observation.candidate && (recording === live || recording.session?.id === rum.sessionId);
      if (!waits) return record(observation, recording);
      // It is recorded as of the page and time it was measured at.
      const moment = observation.moment ?? { at: Date.now(), url: location.href };
      const data = copyJson(observation.data);
      candidates.set(observation.type, { observation: { ...observation, data, moment, page: rum.page }, recording });
    },
    /** Begins a recording. In a new session, what waits for a later one of its kind waits in vain. */
    begin(recording: Recording, newSession: boolean): void {
      if (newSession) recordCandidates();
      live = recording;
    },
    /** Ends the live recording; everything recorded in it is handed over. */
    end(): void {
      rum.stopReplay();
      recordCandidates();
      if (live) handOver(live);
      live = undefined;
    },
    /** Hands over everything that the instance and its plugins hold: somebody waits for it, or the page may end. */
    flush(): void {
      if (live) rum.callPlugins('flush');
      recordCandidates();
      if (live) handOver(live);
    },
    recordCandidates,
    /** Events that are recorded and not handed over. */
    get size(): number {
      return rum.size + candidates.size;
    },
    get live(): Recording | undefined {
      return live;
    },
    stop: stopTimer,
  };
}

export type EventBuffer = ReturnType<typeof createEventBuffer>;
