import { startTransition, useEffect, useState } from 'react';
import type { DualRum } from '../api/types.ts';

/**
 * Records the page that a component shows, and each that it shows later: for routers of React that only components can ask. It belongs
 * into one component that is always there, after the routes. Call `rum.awaitPageView()` right after the rum is created.
 *
 * @param page its pattern, and its `path`: another path of the same pattern is another page view.
 * @example
 * const location = useLocation();
 * usePageView(rum, { pageId: routePattern(matchRoutes(routes, location)) ?? location.pathname, path: location.pathname });
 */
export function usePageView(rum: DualRum, { pageId, path }: { pageId: string; path: string }): void {
  const key = `${pageId} ${path}`;
  const [entered, enter] = useState<string>();
  // A page that leads elsewhere as it is shown, such as <Navigate> or a redirect of Next.js, has told its router so by now: React goes
  // on with both at once, and the key is another one by then.
  useEffect(() => startTransition(() => enter(key)), [key]);
  useEffect(() => {
    if (entered === key) rum.recordPageView({ pageId, path });
  }, [rum, pageId, path, key, entered]);
}
