import type { InternalPluginContext, Plugin } from '@aws-rum/web-core';
import { createSafely } from '../problems/createSafely.ts';

/** Makes and loads one plugin of a telemetry; undefined where the plugin throws. */
export type LoadPlugin = <T extends Plugin>(telemetry: string, create: () => T) => T | undefined;

/** Loads plugins so that one that throws costs only itself: what this browser lacks is not recorded, the rest is. */
export function createPluginLoader(
  contextFor: (telemetry: string) => InternalPluginContext,
  onFailure: (cause: unknown) => void,
) {
  const loaded: Plugin[] = [];
  const loadPlugin: LoadPlugin = (telemetry, create) => {
    try {
      const plugin = create();
      plugin.load(contextFor(telemetry));
      loaded.push(plugin);
      return plugin;
    } catch (cause) {
      onFailure(cause);
      return undefined;
    }
  };
  return {
    loadPlugin,
    unloadAll: (): void => loaded.forEach(createSafely(onFailure)((plugin: Plugin) => plugin.disable())),
  };
}
