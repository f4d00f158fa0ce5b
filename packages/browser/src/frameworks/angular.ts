import type { DualRum } from '../api/types.ts';

/** What is used of an activated route of Angular, an `ActivatedRouteSnapshot`. */
export interface AngularRoute {
  routeConfig: { path?: string | undefined } | null;
  outlet: string;
  children: AngularRoute[];
  title: string | undefined;
  data: object;
}

/** What is used of Angular's `Router`. */
export interface AngularRouter {
  events: { subscribe(listener: (event: object) => void): { unsubscribe(): void } };
  routerState: { snapshot: { root: AngularRoute } };
  readonly url: string;
  readonly navigated: boolean;
}

/** What is used of Angular's `ErrorHandler`. */
export interface AngularErrorHandler {
  handleError(error: unknown): void;
}

/** `EventType.NavigationEnd`: https://angular.dev/api/router/EventType */
const NAVIGATION_END = 1;

/**
 * Records a page view for each route that Angular's router enters, by pattern: `/product/:id`. The route's `title` goes along, and
 * `pageTags` of its `data`.
 *
 * The router alone names the pages from then on. Call `rum.awaitPageView()` right after the rum is created, since Angular starts later.
 *
 * @returns its undo.
 * @example
 * provideEnvironmentInitializer(() => recordPageViews(rum, inject(Router)))
 */
export function recordPageViews(rum: DualRum, router: AngularRouter): () => void {
  const record = (): void => {
    const path = router.url.split(/[?#]/)[0]!;
    let pattern = '';
    let route: AngularRoute | undefined = router.routerState.snapshot.root;
    let entered = route;
    while (route) {
      entered = route;
      if (route.routeConfig?.path) pattern += `/${route.routeConfig.path}`;
      route = route.children.find(({ outlet }) => outlet === 'primary');
    }
    const { title, data } = entered;
    const { pageTags } = data as { pageTags?: string[] };
    // What no route has may be caught by `**`, which says nothing.
    const pageId = pattern.endsWith('/**') ? path : pattern || '/';
    rum.recordPageView({ pageId, path, ...(pageTags && { pageTags }), ...(title && { pageAttributes: { title } }) });
  };
  rum.awaitPageView();
  if (router.navigated) record();
  const subscription = router.events.subscribe((event) => {
    if ((event as { type?: unknown }).type === NAVIGATION_END) record();
  });
  return () => subscription.unsubscribe();
}

/**
 * Lets an `ErrorHandler` of Angular record what it is given, and handle it as before.
 *
 * @returns the same handler.
 * @example
 * { provide: ErrorHandler, useFactory: () => recordErrors(rum, new ErrorHandler()) }
 */
export function recordErrors<Handler extends AngularErrorHandler>(rum: DualRum, handler: Handler): Handler {
  const { handleError } = handler;
  handler.handleError = (error) => {
    if (!isOfWindow(error)) rum.recordError(error);
    handleError.call(handler, error);
  };
  return handler;
}

/**
 * Whether the window tells of the error now: with `provideBrowserGlobalErrorListeners` Angular hands that to its handler, and the
 * telemetry `errors` records it already.
 */
function isOfWindow(error: unknown): boolean {
  // https://developer.mozilla.org/docs/Web/API/Window/event
  const { event } = globalThis as { event?: { type: string; error?: unknown; reason?: unknown } };
  return (
    (event?.type === 'error' && event.error === error) ||
    (event?.type === 'unhandledrejection' && event.reason === error)
  );
}
