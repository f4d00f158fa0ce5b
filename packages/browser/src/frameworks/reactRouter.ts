import type { DualRum } from '../api/types.ts';
import { recordErrorOnce } from './recordErrorOnce.ts';
import { routePattern, type RouteMatch } from './routePattern.ts';

/** What is used of the state of a data router. */
export interface ReactRouterState {
  initialized: boolean;
  location: { pathname: string };
  matches: readonly RouteMatch[];
  errors: Readonly<Record<string, unknown>> | null;
}

/** What is used of a data router of react-router, as `createBrowserRouter` makes it. */
export interface ReactRouter {
  readonly state: ReactRouterState;
  subscribe(listener: (state: ReactRouterState) => void): () => void;
}

/**
 * Records a page view for each route that a data router of react-router enters, by pattern: `/product/:id`. `title` and `pageTags`
 * of the route's `handle` go along. Errors of loaders and actions, which the router catches, are recorded too.
 *
 * The router alone names the pages from then on, and the load of the page waits for its first route: call it right after the rum is
 * created, or give `config: { disableAutoPageView: true }`.
 *
 * @returns its undo.
 * @example
 * const router = createBrowserRouter([{ path: '/product/:id', Component: Product, handle: { title: 'Product' } }]);
 * recordPageViews(rum, router);
 */
export function recordPageViews(rum: DualRum, router: ReactRouter): () => void {
  let entered: object | undefined;
  const record = ({ initialized, location, matches, errors }: ReactRouterState): void => {
    for (const error of Object.values(errors ?? {})) {
      // The rest is what loaders answer on purpose: https://reactrouter.com/how-to/error-boundary
      if (error instanceof Error) recordErrorOnce(rum, error);
    }
    if (!initialized || location === entered) return;
    entered = location;
    const { pathname: path } = location;
    const { title, pageTags } = (matches[matches.length - 1]?.route.handle ?? {}) as Handle;
    rum.recordPageView({
      pageId: routePattern(matches) ?? path,
      path,
      ...(pageTags && { pageTags }),
      ...(title && { pageAttributes: { title } }),
    });
  };
  rum.awaitPageView();
  record(router.state);
  return router.subscribe(record);
}

interface Handle {
  title?: string;
  pageTags?: string[];
}
