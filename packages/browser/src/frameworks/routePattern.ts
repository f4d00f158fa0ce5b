/** A route that matched, as react-router's `matchRoutes`, `useMatches` of its data routers and `router.state.matches` have it. */
export interface RouteMatch {
  pathname: string;
  route: { path?: string | undefined; handle?: unknown };
}

/**
 * The pattern of nested routes, from the outermost in: `/account/orders/:order`.
 *
 * @returns undefined where no route matched.
 * @example
 * routePattern(matchRoutes(routes, useLocation())); // '/product/:id'
 */
export function routePattern(matches: readonly RouteMatch[] | null): string | undefined {
  // Where no route matches, a data router has one of its own, of no address.
  if (!matches?.[matches.length - 1]?.pathname) return undefined;
  let pattern = '';
  for (const { route } of matches) {
    const path = route.path?.replace(/\/+$/, '');
    // An absolute path begins with those of its parents.
    if (path) pattern = path.startsWith('/') ? path : `${pattern}/${path}`;
  }
  return pattern || '/';
}
