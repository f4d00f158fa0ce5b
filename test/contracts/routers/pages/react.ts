/** The app of the contract with a data router of react-router. */
import { recordPageViews, RumProvider, useRum } from '@dual-rum/browser/react';
import { createElement as h, type ReactElement } from 'react';
import { createBrowserRouter, Outlet, redirect, RouterProvider, useBlocker } from 'react-router';
import { appReady, beginApp, fault, slowFirst } from './beginApp.ts';
import { Order, page, Product, render } from './reactApp.ts';

function Layout(): ReactElement {
  useBlocker(({ nextLocation }) => nextLocation.pathname === '/blocked');
  if (useRum() !== sdk.rum) throw new Error('not the rum of the provider');
  return h(Outlet);
}

beginApp();
const router = createBrowserRouter([
  {
    Component: Layout,
    HydrateFallback: () => null,
    loader: async () => {
      await slowFirst();
      return null;
    },
    children: [
      { path: '/', Component: page('home'), handle: { title: 'Home', pageTags: ['start'] } },
      { path: 'product/:id', lazy: () => Promise.resolve({ Component: Product }) },
      { path: '/account', children: [{ path: 'orders/:order', Component: Order }] },
      { path: 'old', loader: () => redirect('/product/7') },
      { path: 'private', loader: () => redirect('/login') },
      { path: 'login', Component: page('login') },
      { path: 'blocked', Component: page('blocked') },
      {
        path: 'broken',
        Component: page('broken'),
        ErrorBoundary: page('something went wrong'),
        loader: () => Promise.reject(new Error('no answer')),
      },
      { path: '*', Component: page('nowhere') },
    ],
  },
]);
if (!fault) recordPageViews(sdk.rum, router);
render(h(RumProvider, { rum: sdk.rum }, h(RouterProvider, { router })));
appReady((path) => router.navigate(path));
