import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { createTurns } from './createTurns.ts';
import { useLive } from './live.ts';

/** An answer of the console: on its way, there, or failed. What was there before stays while a new answer is on its way. */
export type Asked<T> =
  | { kind: 'loading'; value?: undefined }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; error: string; value?: T | undefined };

export interface UseJson<T> {
  asked: ShallowRef<Asked<T>>;
  reload: () => void;
}

/**
 * The console answers queries one after the other, and a browser opens six connections to it: with more on their way, what a person
 * asks for next would wait for all of them.
 */
const inTurn = createTurns(2);

/**
 * What the console answers at an address, asked again when the address changes and when something new has arrived.
 * An undefined address asks nothing. `live: false` asks once. `every`: what is new is asked for at most once in so many milliseconds.
 */
export function useJson<T>(address: () => string | undefined, { live = true, every = 0 } = {}): UseJson<T> {
  const asked: ShallowRef<Asked<T>> = shallowRef({ kind: 'loading' });
  const { revision } = useLive();
  let current: AbortController | undefined;

  const load = async (path: string | undefined): Promise<void> => {
    current?.abort();
    if (path === undefined) return;
    const controller = (current = new AbortController());
    try {
      const value = await inTurn(() => getJson<T>(path, controller.signal), controller.signal);
      if (current === controller) asked.value = { kind: 'ready', value };
    } catch (error) {
      if (controller.signal.aborted) return;
      asked.value = { kind: 'failed', error: (error as Error).message, value: asked.value.value };
    }
  };
  const reload = (): void => void load(address());
  watch(address, reload, { immediate: true });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const arrived = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      reload();
    }, every);
  };
  if (live) watch(revision, every === 0 ? reload : arrived);
  onScopeDispose(() => {
    clearTimeout(waiting);
    current?.abort();
  });
  return { asked, reload };
}

/** The answer of the console as JSON. Rejects with what went wrong, in words. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return readJson<T>(await send(path, signal ? { signal } : {}));
}

/** Sends something to the console. Rejects with what the console says against it. */
export async function sendJson<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  return readJson<T>(
    await send(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  );
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Error('The console does not answer. Is it still running?', { cause: error });
  }
}

async function readJson<T>(response: Response): Promise<T> {
  const value = (await response.json().catch(() => ({}))) as T & { message?: string };
  if (response.ok) return value;
  throw new Error(value.message ?? `The console answered ${response.status}.`);
}
