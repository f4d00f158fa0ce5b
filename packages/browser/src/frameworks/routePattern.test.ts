import { expect, it } from 'vitest';
import { matchRoutes, type RouteObject } from 'react-router';
import { routePattern } from './routePattern.ts';

const routes: RouteObject[] = [
  {
    path: '/',
    children: [
      { index: true },
      { path: 'product/:id' },
      { path: 'account/', children: [{ index: true }, { path: 'orders/:order' }, { path: '/account/help/*' }] },
      { children: [{ path: ':lang?/about' }] },
    ],
  },
];

it.each([
  ['/', '/'],
  ['/product/42', '/product/:id'],
  ['/account', '/account'],
  ['/account/orders/7', '/account/orders/:order'],
  ['/account/help/a/b', '/account/help/*'],
  ['/about', '/:lang?/about'],
  ['/nowhere', undefined],
])('%s is of the pattern %s', (path, pattern) => {
  expect(routePattern(matchRoutes(routes, path))).toBe(pattern);
});

it('knows no pattern of the route that a data router makes up where none matches', () => {
  expect(routePattern([{ pathname: '', route: { path: '/' } }])).toBeUndefined();
  expect(routePattern([])).toBeUndefined();
});
