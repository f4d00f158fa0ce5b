import { inject, type App, type InjectionKey, type Plugin } from 'vue';
import { isNavigationFailure, START_LOCATION, type RouteLocationNormalized, type Router } from 'vue-router';
import type { DualRum } from '../api/types.ts';
import { recordVueErrors } from './recordVueErrors.ts';

/** What `createRumPlugin` takes beside the rum. */
export interface RumPluginOptions {
  /** The app's router: each route it enters is a page view. */
  router: Router;
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the page in RUM; the document's title where it is missing. */
    title?: string;
    /** Tags of the page in RUM. */
    pageTags?: string[];
  }
}

const rumKey: InjectionKey<DualRum> = Symbol('Dual RUM');

/**
 * A Vue plugin that records page views by route pattern (`/product/:id`, not `/product/42`) and errors from components.
 *
 * The router alone names the pages from then on, and the load of the page waits for its first route. Where the plugin is used later
 * than in the task that creates the rum, give `config: { disableAutoPageView: true }`, or the first page counts by its path as well.
 *
 * @example
 * app.use(createRumPlugin(rum, { router })).use(router).mount('#app');
 */
export function createRumPlugin(rum: DualRum, { router }: RumPluginOptions): Plugin {
  return {
    install(app: App): void {
      provideRum(app, rum);
      recordVueErrors(app, rum);
      const record = recordPageViews(router, rum);
      // With `app.use(router)` before this plugin, the first route may have been entered already.
      if (router.currentRoute.value !== START_LOCATION) record(router.currentRoute.value);
    },
  };
}

/** Hands the rum to `useRum()`. */
export const provideRum = (app: App, rum: DualRum): unknown => app.provide(rumKey, rum);

/**
 * The rum of the app, in `setup()` and wherever Vue can inject.
 *
 * @throws Error outside an app that uses `createRumPlugin`.
 */
export function useRum(): DualRum {
  const rum = inject(rumKey, undefined);
  if (!rum) {
    throw new Error(
      'useRum() found no Dual RUM. It works in setup() of a component whose app uses the plugin: call app.use(createRumPlugin(rum, { router })) before app.mount().',
    );
  }
  return rum;
}

/**
 * Records a page view for each route that the router enters from now on.
 *
 * @returns what records one that it has entered before.
 */
export function recordPageViews(router: Router, rum: DualRum): (to: RouteLocationNormalized) => void {
  const record = (to: RouteLocationNormalized): void => {
    const { path } = to;
    // Nuxt writes `/product/:id()` where its users have `/product/[id].vue`.
    const pageId = to.matched[to.matched.length - 1]?.path.replaceAll('()', '') || path;
    const { title, pageTags } = to.meta;
    rum.recordPageView({ pageId, path, ...(pageTags && { pageTags }), ...(title && { pageAttributes: { title } }) });
  };
  rum.awaitPageView();
  // It is called after navigations that failed, too: https://router.vuejs.org/guide/advanced/navigation-failures
  router.afterEach((to, _from, failure) => {
    if (!isNavigationFailure(failure)) record(to);
  });
  return record;
}
