import type { App } from 'vue';
import type { DualRum } from '../api/types.ts';
import { recordErrorOnce } from './recordErrorOnce.ts';
import { recordVueErrors } from './recordVueErrors.ts';
import { provideRum, recordPageViews } from './vue.ts';

/** What is used of the app that Nuxt gives to its plugins. */
export interface NuxtApp {
  vueApp: App;
  hook(name: 'app:error', listener: (error: unknown) => void): unknown;
}

/**
 * A plugin of Nuxt that records page views by route pattern (`/product/:id`) and errors: those of components, and those for which
 * Nuxt shows its error page. Who handles an error stays as it is without us. On a server it only hands the rum to `useRum()`.
 *
 * Call `rum.awaitPageView()` right after the rum is created, since Nuxt runs its plugins later.
 *
 * @example
 * // plugins/rum.ts
 * export default defineNuxtPlugin(createRumPlugin(rum));
 */
export function createRumPlugin(rum: DualRum): (nuxtApp: NuxtApp) => void {
  return (nuxtApp) => {
    const { vueApp } = nuxtApp;
    provideRum(vueApp, rum);
    if (typeof window === 'undefined') return;
    const recordError = (error: unknown): void => recordErrorOnce(rum, error);
    recordVueErrors(vueApp, { recordError });
    // The router has entered the first route by now, without the app's middleware: Nuxt enters it again, with them.
    recordPageViews(vueApp.config.globalProperties.$router, rum);
    nuxtApp.hook('app:error', (error) => {
      const { cause, statusCode = 500 } = error as { cause?: unknown; statusCode?: number };
      // What the app answers on purpose, such as a page that is not there, is no error of the app.
      if (statusCode >= 500) recordError(cause instanceof Error ? cause : error);
    });
  };
}
