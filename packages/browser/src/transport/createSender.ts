import type { Send, SenderOptions } from './Send.ts';

/** What loads when the page has what it needs. */
type LazyModule = typeof import('./putRumEvents.ts');

/**
 * A sender for one app monitor. Serializing, compressing and signing are a third of the client's size and not needed before the
 * first batch, so they load late, together with the storage of batches.
 */
export function createSender(given: Omit<SenderOptions, 'client'>): { send: Send; load: () => Promise<LazyModule> } {
  const options: SenderOptions = { ...given, client: {} };
  let loading: Promise<LazyModule> | undefined;
  let loaded: LazyModule | undefined;
  const load = () =>
    (loading ??= import('./putRumEvents.ts').then(
      (module) => (loaded = module),
      (cause: unknown) => {
        loading = undefined; // A chunk that did not arrive is asked for again.
        throw cause;
      },
    ));
  return {
    load,
    async send(batch) {
      try {
        // As the page ends, a module that is loaded is used in the same task.
        return await (loaded ?? (await load())).putRumEvents(options, batch);
      } catch (cause) {
        return { name: 'unreachable', cause };
      }
    },
  };
}
