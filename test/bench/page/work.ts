/** What is measured, from inside the page. The bundle under test has put its `create` on the page before. */
import type { DualRum } from '@dual-rum/browser';
import type { Recorder } from './settings.ts';

declare global {
  var create: () => Recorder;
  var work: typeof functions;
}

const functions = {
  /** Milliseconds that creating takes. */
  creation(): number {
    const started = performance.now();
    create();
    return performance.now() - started;
  },

  /** Microseconds that one of `count` events takes to record. */
  recording(count: number): number {
    const rum = create();
    const record = (times: number) => {
      for (let i = 0; i < times; i++)
        rum.recordEvent('com.example.bench', { index: i, text: 'an event like any other' });
    };
    record(200);
    const started = performance.now();
    record(count);
    return ((performance.now() - started) * 1000) / count;
  },

  /**
   * Milliseconds that each of `count` switches takes while `queued` events wait: of the call itself, and until the page can
   * do something else, what the call left for the end of the task included. `rest` milliseconds lie between the last event
   * and the switch: the browser writes a session cookie per event, and who reads cookies waits for all writes.
   */
  async switching(count: number, queued: number, rest: number): Promise<{ call: number; task: number }[]> {
    const rum = create() as DualRum;
    const samples: { call: number; task: number }[] = [];
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < queued; j++)
        rum.recordEvent('com.example.bench', { index: j, text: 'an event like any other' });
      if (rest > 0) await new Promise((done) => setTimeout(done, rest));
      const ended = nextTask();
      const started = performance.now();
      rum.setSignedIn(i % 2 === 0);
      const call = performance.now() - started;
      samples.push({ call, task: (await ended) - started });
      await drain(rum);
    }
    return samples;
  },

  /** Switches `count` times, recording as it goes, and waits until all is delivered. */
  async switchMany(count: number): Promise<void> {
    const rum = (globalThis.benched ??= create() as DualRum);
    for (let i = 0; i < count; i++) {
      rum.setSignedIn(i % 2 === 0);
      rum.recordEvent('com.example.bench', { index: i });
      if (i % 20 === 19) await drain(rum);
    }
    await drain(rum);
  },
};

declare global {
  var benched: DualRum | undefined;
}

async function drain(rum: DualRum): Promise<void> {
  if (!(await rum.flush(20_000))) throw new Error(`the queue did not drain: ${JSON.stringify(rum.health)}`);
}

/** When the task that follows the current one begins. */
function nextTask(): Promise<number> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      done(performance.now());
      port1.close();
    };
    port2.postMessage(undefined);
  });
}

globalThis.work = functions;
