import { inject, type App, type InjectionKey, type Plugin } from 'vue';
import { isNavigationFailure, START_LOCATION, type RouteLocationNormalized, type Router } from 'vue-router';
import type { DualRum } from '../api/types.ts';

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

const key: InjectionKey<DualRum> = Symbol('Dual RUM');

/**
 * A Vue plugin that records page views by route pattern (`/product/:id`, not `/product/42`) and errors from components.
 *
 * Create the rum with `config: { disableAutoPageView: true }`, or every page counts twice.
 *
 * @example
 * app.use(createRumPlugin(rum, { router })).use(router).mount('#app');
 */
export function createRumPlugin(rum: DualRum, { router }: RumPluginOptions): Plugin {
  return {
    install(app: App): void {
      app.provide(key, rum);
      const before = app.config.errorHandler;
      app.config.errorHandler = (error, instance, info) => {
        rum.recordError(error);
        if (before) before(error, instance, info);
        // As Vue does without a handler: an error is to be seen.
        else console.error(error);
      };

      const view = (to: RouteLocationNormalized): void => {
        const pageId = to.matched.at(-1)?.path || to.path;
        const { title, pageTags } = to.meta;
        rum.recordPageView({ pageId, ...(pageTags && { pageTags }), ...(title && { pageAttributes: { title } }) });
      };
      router.afterEach((to, _from, failure) => {
        if (!isNavigationFailure(failure)) view(to);
      });
      // The first route was entered before this plugin was installed, when the router's was installed first and is done.
      if (router.currentRoute.value !== START_LOCATION) view(router.currentRoute.value);
    },
  };
}

/**
 * The rum of the app, in `setup()` and wherever Vue can inject.
 *
 * @throws Error outside an app that uses `createRumPlugin`.
 */
export function useRum(): DualRum {
  const rum = inject(key, undefined);
  if (!rum) {
    throw new Error(
      'useRum() found no Dual RUM. It works in setup() of a component whose app uses the plugin: call app.use(createRumPlugin(rum, { router })) before app.mount().',
    );
  }
  return rum;
}
