import type { InternalPluginContext, Plugin } from '@aws-rum/web-core';
import { NavigationPlugin } from '@aws-rum/web-core/plugins/event-plugins/NavigationPlugin';
import { ResourcePlugin } from '@aws-rum/web-core/plugins/event-plugins/ResourcePlugin';
import { WebVitalsPlugin } from '@aws-rum/web-core/plugins/event-plugins/WebVitalsPlugin';
import { defaultPerformancePluginConfig } from '@aws-rum/web-core/plugins/utils/performance-utils';
import { matchesAny } from '../api/patterns.ts';
import type { Telemetries } from '../api/parseTelemetries.ts';
import type { PluginMethod } from '../monitor/Observation.ts';
import { createSafely } from '../problems/createSafely.ts';
import { createDomEvents, type DomEventOptions } from './createDomEvents.ts';
import { createPluginLoader, type LoadPlugin } from './createPluginLoader.ts';
import { observeErrors, recordError, type ErrorOptions } from './observeErrors.ts';
import { observePageViews } from './observePageViews.ts';

type PerformanceOptions = typeof defaultPerformancePluginConfig;

/** What `loadInstrumentation` takes. */
export interface InstrumentationParts {
  telemetries: Telemetries;
  /** Page views are recorded by themselves, at the start and whenever the history changes. */
  autoPageView: boolean;
  /** How they are named; may change. */
  pageIdFormat: () => string | undefined;
  /** The app's own plugins. */
  plugins: readonly Plugin[];
  /** The context for the plugins of one telemetry; `''` for what the app records itself. */
  contextFor: (telemetry: string) => InternalPluginContext;
  /** URLs that the SDK itself calls: those requests are not the app's. */
  sdkUrls: readonly RegExp[];
  /** Called with what one plugin threw; the others go on. */
  onFailure: (cause: unknown) => void;
}

/**
 * Loads aws-rum-web's plugins, once for both app monitors. They stay loaded when the user signs in or out: the context
 * they are given decides where their events go.
 */
export function loadInstrumentation(parts: InstrumentationParts) {
  const { telemetries, autoPageView, pageIdFormat, plugins, contextFor, sdkUrls, onFailure } = parts;
  const { loadPlugin, unloadAll } = createPluginLoader(contextFor, onFailure);

  // The page first: the session begins on it.
  const context = contextFor('');
  const stopPageViews = autoPageView ? observePageViews(pageIdFormat, context.recordPageView, onFailure) : undefined;
  const given: ErrorOptions | undefined = telemetries.get('errors');
  /** Errors of this task: the app may record one and throw it on, or record what the window has heard of before it. */
  const byApp = new Set<unknown>();
  const byWindow = new Set<unknown>();
  const note = (errors: Set<unknown>, error: unknown): void => {
    errors.add(error);
    setTimeout(() => errors.delete(error));
  };
  const errorOptions: ErrorOptions = {
    ...given,
    ignore(event) {
      const error: unknown = 'error' in event ? event.error : event.reason;
      const isIgnored = byApp.has(error) || Boolean(given?.ignore?.(event));
      if (!isIgnored) note(byWindow, error);
      return isIgnored;
    },
  };
  const stopErrors = given && observeErrors(contextFor('errors'), errorOptions);
  const performance = telemetries.get('performance');
  // Not in this task, which the app waits for: the browser keeps the entries for whoever observes them later.
  const timer = performance && setTimeout(() => loadPerformance(loadPlugin, performance, sdkUrls));
  const interaction: DomEventOptions | undefined = telemetries.get('interaction');
  const domEvents = createDomEvents(contextFor(interaction ? 'interaction' : ''), interaction ?? {}, onFailure);
  const ofApp = plugins.filter((plugin) => loadPlugin('', () => plugin));
  const callPlugins = (method: PluginMethod): void =>
    ofApp.forEach(createSafely(onFailure)((plugin: Partial<Plugin>) => plugin[method]?.()));
  callPlugins('enable');

  return {
    /** Tells the app's own plugins that recording goes on or stops, or that somebody waits for what they hold. */
    callPlugins,
    /** Records what the app reports, with the telemetry or without. */
    recordError(error: unknown): void {
      if (byWindow.has(error)) return;
      recordError(context, errorOptions, error);
      note(byApp, error);
    },
    registerDomEvents: domEvents.register,
    unload(): void {
      clearTimeout(timer);
      unloadAll();
      domEvents.stop();
      stopErrors?.();
      stopPageViews?.();
    },
  };
}

function loadPerformance(
  loadPlugin: LoadPlugin,
  options: Partial<PerformanceOptions>,
  sdkUrls: readonly RegExp[],
): void {
  if (typeof PerformanceObserver !== 'function') return;
  const ignore = options.ignore ?? defaultPerformancePluginConfig.ignore;
  const config = {
    ...options,
    ignore: (entry: PerformanceEntry) => matchesAny(sdkUrls, entry.name) || ignore(entry),
  };
  loadPlugin('performance', () => new NavigationPlugin(config as never));
  loadPlugin('performance', () => new ResourcePlugin(config as never));
  loadPlugin('performance', () => new WebVitalsPlugin(config as never));
}
