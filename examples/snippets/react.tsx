import { recordPageViews, RumProvider, rumRootOptions } from '@dual-rum/browser/react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Product } from './Product';
import { rum } from './rum';

const router = createBrowserRouter([{ path: '/product/:id', Component: Product, handle: { title: 'Product' } }]);
recordPageViews(rum, router);

createRoot(document.getElementById('root')!, rumRootOptions(rum)).render(
  <RumProvider rum={rum}>
    <RouterProvider router={router} />
  </RumProvider>,
);
