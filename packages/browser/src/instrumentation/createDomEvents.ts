import { DomEventPlugin, type TargetDomEvent } from '@aws-rum/web-core/plugins/event-plugins/DomEventPlugin';
import type { LoadPlugin } from './createPluginLoader.ts';

/**
 * Records DOM events: those of the `interaction` telemetry, and those that the app registers.
 *
 * @param options of the telemetry; undefined where it is off. The plugin is then loaded when the app first needs it.
 */
export function createDomEvents(loadPlugin: LoadPlugin, options: { events?: TargetDomEvent[] } | undefined) {
  // Without an array of its own a plugin shares one with all others.
  const events = [...(options?.events ?? [])];
  const loadFor = (telemetry: string) => loadPlugin(telemetry, () => new DomEventPlugin({ ...options, events }));
  let plugin = options && loadFor('interaction');
  return {
    register(more: TargetDomEvent[]): void {
      plugin ??= loadFor('');
      if (!plugin) return;
      plugin.update(more);
      if (document.readyState === 'complete') return;
      // `update` has begun to listen to these events, and put them on the list that the plugin listens to once the
      // page has loaded. They leave the list until then, so that nothing is listened to twice.
      events.splice(events.length - more.length);
      window.addEventListener('load', () => events.push(...more), { once: true });
    },
  };
}
