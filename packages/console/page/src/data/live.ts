import { inject, readonly, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { LiveMessages } from '../../../src/live/createFeed.ts';

export type LiveState = 'connecting' | 'open' | 'lost';
type LiveEvent = LiveMessages['batch'][number];
type SetFault = LiveMessages['faults'][number];

export interface Live {
  state: Readonly<Ref<LiveState>>;
  /** Goes up when something has arrived, at most once a second. */
  revision: Readonly<Ref<number>>;
  /** All faults that are set. */
  faults: ShallowRef<readonly SetFault[]>;
  /** The latest events since the page opened, newest first. */
  events: ShallowRef<readonly LiveEvent[]>;
  close: () => void;
}

const key: InjectionKey<Live> = Symbol('live');
/** How many events the page keeps of the stream. */
const KEPT = 1000;
/** Milliseconds. */
const AT_MOST_EVERY = 1000;

/** Follows the console's server-sent events. The browser connects again by itself; what was missed is asked for anew. */
export function createLive(open: (url: string) => EventSource = (url) => new EventSource(url)): Live {
  const state = ref<LiveState>('connecting');
  const revision = ref(0);
  const faults = shallowRef<readonly SetFault[]>([]);
  const events = shallowRef<readonly LiveEvent[]>([]);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let arrived: LiveEvent[] = [];

  const tell = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      revision.value += 1;
      if (arrived.length === 0) return;
      events.value = [...arrived.reverse(), ...events.value].slice(0, KEPT);
      arrived = [];
    }, AT_MOST_EVERY);
  };
  const readFaults = (): void =>
    void fetch('/_faults')
      .then((response) => response.json() as Promise<SetFault[]>)
      .then((list) => (faults.value = list))
      .catch(() => undefined);

  const source = open('/_live');
  const on = <Name extends keyof LiveMessages>(name: Name, take: (data: LiveMessages[Name]) => void): void =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => take(JSON.parse(data) as LiveMessages[Name]));
  source.addEventListener('open', () => {
    if (state.value === 'lost') tell();
    state.value = 'open';
    readFaults();
  });
  source.addEventListener('error', () => (state.value = 'lost'));
  on('batch', (batch) => {
    arrived = [...arrived, ...batch].slice(-KEPT);
    tell();
  });
  on('refused', tell);
  on('faults', (list) => (faults.value = list));
  on('reset', () => {
    arrived = [];
    events.value = [];
    tell();
  });

  return { state: readonly(state), revision: readonly(revision), faults, events, close: () => source.close() };
}

export { key as liveKey };

export function useLive(): Live {
  const live = inject(key);
  if (!live) throw new Error('No live connection is provided.');
  return live;
}
