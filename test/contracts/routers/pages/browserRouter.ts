/** The app of the contract with `<BrowserRouter>`, whose routes only components know. */
import { routePattern, usePageView } from '@dual-rum/browser/react';
import { createElement as h, useLayoutEffect, useState, type ReactElement } from 'react';
import {
  BrowserRouter,
  matchRoutes,
  Navigate,
  useLocation,
  useNavigate,
  useRoutes,
  type RouteObject,
} from 'react-router';
import { appReady, beginApp, fault, slowFirst } from './beginApp.ts';
import { Order, page, Product, render } from './reactApp.ts';

/** A guard, as apps have it. */
const SignedIn = (): ReactElement => h(Navigate, { to: '/login' });

const routes: RouteObject[] = [
  { path: '/', element: h(page('home')) },
  { path: '/product/:id', element: h(Product) },
  { path: '/account', children: [{ path: 'orders/:order', element: h(Order) }] },
  { path: '/old', element: h(Navigate, { to: '/product/7', replace: true }) },
  { path: '/private', element: h(SignedIn) },
  { path: '/login', element: h(page('login')) },
  { path: '*', element: h(page('nowhere')) },
];

function PageViews(): null {
  const location = useLocation();
  const { pathname } = location;
  usePageView(sdk.rum, { pageId: routePattern(matchRoutes(routes, location)) ?? pathname, path: pathname });
  return null;
}

function App(): ReactElement {
  const navigate = useNavigate();
  useLayoutEffect(() => appReady(async (path) => navigate(path)), [navigate]);
  return h('div', null, useRoutes(routes), fault ? null : h(PageViews));
}

/** Until it is known who the user is, for example, there is no router. */
function Start(): ReactElement | null {
  const [isReady, setReady] = useState(false);
  useLayoutEffect(() => void slowFirst().then(() => setReady(true)), []);
  return isReady ? h(BrowserRouter, null, h(App)) : null;
}

beginApp();
if (!fault) sdk.rum.awaitPageView();
render(h(Start));
