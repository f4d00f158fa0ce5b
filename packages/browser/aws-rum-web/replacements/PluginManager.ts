import type { Plugin, PluginContext } from '@aws-rum/web-core';

/** The same for plugins that name themselves in full, as all do. */
export class PluginManager {
  readonly plugins = new Map<string, Plugin>();
  constructor(private readonly context: PluginContext) {}
  addPlugin(plugin: Plugin): void {
    const id = plugin.getPluginId();
    if (this.plugins.has(id)) throw new Error(`Plugin "${id}" is loaded already`);
    this.plugins.set(id, plugin);
    plugin.load(this.context);
  }
  updatePlugin(id: string, update: object): void {
    this.plugins.get(id)?.update?.(update);
  }
  enable(): void {
    this.plugins.forEach((plugin) => plugin.enable());
  }
  disable(): void {
    this.plugins.forEach((plugin) => plugin.disable());
  }
  flush(): void {
    this.plugins.forEach((plugin) => plugin.flush?.());
  }
  hasPlugin(id: string): boolean {
    return this.plugins.has(id);
  }
  record(id: string, data: object): void {
    this.plugins.get(id)?.record?.(data);
  }
}
