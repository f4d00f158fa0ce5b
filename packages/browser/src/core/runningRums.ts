import type { DualRum, DualRumOptions } from '../api/types.ts';

/** Shared by all copies of this module that the page has: hot reload and micro front ends bring several. */
const KEY = Symbol.for('@dual-rum/browser');

/** The rums that run on this page by their app monitors, so that no two record the same page under the same ones. */
export const runningRums = (): Map<string, DualRum> =>
  ((window as { [KEY]?: Map<string, DualRum> })[KEY] ??= new Map());

/** What `runningRums` knows a rum by. */
export const monitorsKey = ({ guest, authenticated }: DualRumOptions): string =>
  `${guest.appMonitorId} ${authenticated.appMonitorId}`.toLowerCase();
