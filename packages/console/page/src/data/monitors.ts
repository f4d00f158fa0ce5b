import { inject, type InjectionKey } from 'vue';
import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import type { PageMonitor } from '../../../src/web/createPage.ts';

export const monitorsKey: InjectionKey<readonly PageMonitor[]> = Symbol('monitors');

/** The app monitors of the console, which writes them into its page. */
export const readMonitors = (page: Document): PageMonitor[] =>
  JSON.parse(page.getElementById('monitors')?.textContent ?? '[]') as PageMonitor[];

export function useMonitors(): readonly PageMonitor[] {
  const monitors = inject(monitorsKey);
  if (!monitors) throw new Error('No app monitors are provided.');
  return monitors;
}

/** Tells the state of an app monitor from its name or id; one that the console does not know is `other`. */
export function useStateOfMonitor(): (monitor: string) => MonitorState {
  const monitors = useMonitors();
  return (monitor) => monitors.find(({ name, id }) => name === monitor || id === monitor)?.state ?? 'other';
}

/** How an app monitor of this state is called on the page. */
export const stateNames: Record<MonitorState, string> = { guest: 'Guest', authenticated: 'Signed-in', other: 'Other' };

/** What `@dual-rum/queries` calls the audience of an app monitor, as its state. */
export function stateOf(audience: string): MonitorState {
  if (audience === 'guest') return 'guest';
  return audience === 'signed-in' || audience === 'authenticated' ? 'authenticated' : 'other';
}
