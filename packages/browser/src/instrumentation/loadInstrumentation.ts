import type { InternalPluginContext, Plugin } from '@aws-rum/web-core';
import { DomEventPlugin, type TargetDomEvent } from '@aws-rum/web-core/plugins/event-plugins/DomEventPlugin';
import { JsErrorPlugin } from '@aws-rum/web-core/plugins/event-plugins/JsErrorPlugin';
import { NavigationPlugin } from '@aws-rum/web-core/plugins/event-plugins/NavigationPlugin';
import { ResourcePlugin } from '@aws-rum/web-core/plugins/event-plugins/ResourcePlugin';
import { WebVitalsPlugin } from '@aws-rum/web-core/plugins/event-plugins/WebVitalsPlugin';
import { defaultPerformancePluginConfig } from '@aws-rum/web-core/plugins/utils/performance-utils';
import type { Telemetries } from '../api/parseTelemetries.ts';
import { observePages } from './observePageViews.ts';

export interface InstrumentParts {
  telemetries: Telemetries;
  autoPageView: boolean;
  plugins: readonly Plugin[];
  /** The context for the plugins of one telemetry. */
  contextFor: (telemetry: string) => InternalPluginContext;
  /** URLs that the SDK itself calls. */
  ours: readonly RegExp[];
  failed: (cause: unknown) => void;
}

/**
 * Loads aws-rum-web's plugins once, for both monitors. They stay loaded across switches: what they report is filed by
 * the context they are given.
 */
export function loadInstruments({ telemetries, autoPageView, plugins, contextFor, ours, failed }: InstrumentParts) {
  const loaded: Plugin[] = [];
  const load = <T extends Plugin>(telemetry: string, create: () => T): T | undefined => {
    try {
      const plugin = create();
      plugin.load(contextFor(telemetry));
      loaded.push(plugin);
      return plugin;
    } catch (cause) {
      failed(cause); // What this browser lacks is not recorded; the rest is.
      return undefined;
    }
  };

  // The page first: the session begins on it.
  const context = contextFor('');
  const stopPages = autoPageView ? observePages(() => context.config.pageIdFormat, context.recordPageView) : undefined;
  /** Errors that the app has recorded in this task: those it throws on reach the window as well. */
  const recordedNow = new Set<unknown>();
  const errors = telemetries.get('errors') as
    { ignore?: (event: ErrorEvent | PromiseRejectionEvent) => boolean } | undefined;
  const ignore = (event: ErrorEvent | PromiseRejectionEvent): boolean =>
    recordedNow.has('error' in event ? event.error : event.reason) || (errors?.ignore?.(event) ?? false);
  if (telemetries.has('errors')) load('errors', () => new JsErrorPlugin({ ...errors, ignore }));
  // What the app reports is recorded, listeners or not.
  const reported = load('', () => new JsErrorPlugin(telemetries.get('errors')));
  reported?.disable();

  const performance = telemetries.get('performance') as Partial<typeof defaultPerformancePluginConfig> | undefined;
  if (performance && typeof PerformanceObserver === 'function') {
    const ignore = performance.ignore ?? defaultPerformancePluginConfig.ignore;
    const config = {
      ...performance,
      ignore: (entry: PerformanceEntry) => ours.some((url) => url.test(entry.name)) || ignore(entry),
    };
    load('performance', () => new NavigationPlugin(config as never));
    load('performance', () => new ResourcePlugin(config as never));
    load('performance', () => new WebVitalsPlugin(config as never));
  }

  const interaction = telemetries.get('interaction') as { events?: TargetDomEvent[] } | undefined;
  // Without an array of its own a plugin shares one with all others.
  const domEvents = [...(interaction?.events ?? [])];
  const loadDom = (telemetry: string) =>
    load(telemetry, () => new DomEventPlugin({ ...interaction, events: domEvents }));
  let dom = interaction && loadDom('interaction');
  for (const plugin of plugins) load('', () => plugin);

  return {
    recordError(error: unknown): void {
      reported?.record(error);
      recordedNow.add(error);
      setTimeout(() => recordedNow.delete(error));
    },
    registerDomEvents(events: TargetDomEvent[]): void {
      dom ??= loadDom('');
      dom?.update(events);
      if (document.readyState === 'complete') return;
      // Once the page has loaded, the plugin begins to listen to all it knows: to these it listens already.
      domEvents.splice(-events.length);
      window.addEventListener('load', () => domEvents.push(...events), { once: true });
    },
    unload(): void {
      for (const plugin of loaded) plugin.disable();
      stopPages?.();
    },
  };
}
