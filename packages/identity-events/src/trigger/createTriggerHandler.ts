import { parseCognitoTrigger } from '../cognito/parseCognitoTrigger.ts';
import { toCloudEvent } from '../model/toCloudEvent.ts';
import { EARLIER } from './answerInTime.ts';
import type { Carrier } from './Carrier.ts';

/** What became of the event of a trigger. */
export type Handed =
  | { kind: 'delivered' }
  /** Not within the deadline: the trigger is answered, and what is under way goes on. */
  | { kind: 'late' }
  | { kind: 'failed'; error: unknown };

export interface TriggerReport {
  /** Says what became of an event; of one that is late a second time, when that is known. */
  handed: (handed: Handed, eventId: string | undefined) => void;
}

export interface TriggerOptions {
  carrier: Carrier;
  /** Milliseconds after which the trigger is answered, whatever happens. Cognito waits 5,000 and tries three times. */
  deadline: number;
  report: TriggerReport;
}

export type TriggerHandler = <T>(event: T) => Promise<T>;

/**
 * A Lambda trigger of a user pool that reports what happens, and changes nothing: it answers with the very event that it is called
 * with, within the deadline. It never throws, for what a trigger throws is shown to the user and ends the sign-in.
 */
export function createTriggerHandler({ carrier, deadline, report }: TriggerOptions): TriggerHandler {
  return async (trigger) => {
    const started = Date.now();
    const until = started + deadline * (1 - EARLIER);
    let id: string | undefined;
    const say = (handed: Handed): void => {
      // A trigger is answered even where its report fails.
      try {
        report.handed(handed, id);
      } catch {
        return;
      }
    };
    const work = (async (): Promise<Handed> => {
      const event = toCloudEvent(parseCognitoTrigger(trigger, new Date(started)));
      id = event.id;
      // Before the answer, so that a failure is known and counted with it: Lambda may stop the process then for good.
      await carrier.carry(event, started + deadline * (1 - 2 * EARLIER));
      return { kind: 'delivered' };
    })().catch((error: unknown): Handed => ({ kind: 'failed', error }));

    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Handed>((done) => {
      timer = setTimeout(() => done({ kind: 'late' }), Math.max(until - Date.now(), 0));
    });
    const handed = await Promise.race([work, late]);
    clearTimeout(timer);
    say(handed);
    // Lambda stops the process here and goes on with it at the next call: what is under way ends then.
    if (handed.kind === 'late') void work.then(say);
    return trigger;
  };
}
