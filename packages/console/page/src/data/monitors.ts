import { inject, type InjectionKey, type ShallowRef } from 'vue';
import type { StatusReport } from '../../../src/control/StatusReport.ts';
import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import type { Asked } from './useJson.ts';

/** What the whole page knows of the console: its app monitors and counts. */
export interface Known {
  status: ShallowRef<Asked<StatusReport>>;
}

export const knownKey: InjectionKey<Known> = Symbol('known');

export function useKnown(): Known {
  const known = inject(knownKey);
  if (!known) throw new Error('Nothing is known of the console.');
  return known;
}

/** How an app monitor of this state is called on the page. */
export const stateNames: Record<MonitorState, string> = { guest: 'Guest', authenticated: 'Signed-in', other: 'Other' };

/** What `@dual-rum/queries` calls the audience of an app monitor, as its state. */
export function stateOf(audience: string): MonitorState {
  if (audience === 'guest') return 'guest';
  return audience === 'signed-in' || audience === 'authenticated' ? 'authenticated' : 'other';
}
