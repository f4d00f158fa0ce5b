import type { DualRum, DualRumOptions } from '../api/types.ts';

/** Shared by all copies of this module that the page has: hot reload and micro front ends bring several. */
const KEY = Symbol.for('@dual-rum/browser');

const keyOf = ({ guest, authenticated }: DualRumOptions): string =>
  `${guest.appMonitorId} ${authenticated.appMonitorId}`.toLowerCase();

/** The rums that run on this page, so that no two record the same page under the same app monitors. */
export function runningRums(options: DualRumOptions) {
  const page = window as { [KEY]?: Map<string, DualRum> };
  const rums = (page[KEY] ??= new Map());
  const key = keyOf(options);
  return {
    /** The rum that has these app monitors already. */
    get: (): DualRum | undefined => rums.get(key),
    add: (rum: DualRum): DualRum => {
      rums.set(key, rum);
      return rum;
    },
    remove: (): void => void rums.delete(key),
  };
}
