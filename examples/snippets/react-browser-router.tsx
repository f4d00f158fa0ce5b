import { routePattern, usePageView } from '@dual-rum/browser/react';
import { matchRoutes, useLocation, useRoutes } from 'react-router';
import { Product } from './Product';
import { rum } from './rum';

const routes = [{ path: '/product/:id', element: <Product /> }];

/** Inside <BrowserRouter>. */
export function App() {
  const location = useLocation();
  const path = location.pathname;
  usePageView(rum, { pageId: routePattern(matchRoutes(routes, location)) ?? path, path });
  return useRoutes(routes);
}
