import { shallowRef, type ShallowRef } from 'vue';
import { ApiError } from './api.ts';

export type Loading<T> = { status: 'loading' } | { status: 'ready'; data: T } | { status: 'missing' | 'failed' };

/** Runs `load` now and again on `retry`; a page draws whichever state it is in. */
export function useLoad<T>(load: () => Promise<T>): { state: Readonly<ShallowRef<Loading<T>>>; retry: () => void } {
  const state = shallowRef<Loading<T>>({ status: 'loading' });
  const retry = (): void => {
    state.value = { status: 'loading' };
    load().then(
      (data) => (state.value = { status: 'ready', data }),
      (error: unknown) => {
        const missing = error instanceof ApiError && error.status === 404;
        state.value = { status: missing ? 'missing' : 'failed' };
      },
    );
  };
  retry();
  return { state, retry };
}
