import type { RouterAdapter } from './RouterAdapter.ts';

export const vue: RouterAdapter = {
  name: 'vue-router',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: true,
  notEntered: ['/blocked', '/broken'],
  errorWays: ['', 'handled'],
};

export const reactRouter: RouterAdapter = {
  name: 'react-router',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: true,
  notEntered: ['/blocked'],
  errorWays: ['', 'handled'],
};

export const browserRouter: RouterAdapter = {
  ...reactRouter,
  name: '<BrowserRouter> of react-router',
  titles: false,
  notEntered: [],
};

export const next: RouterAdapter = {
  name: 'the app router of Next.js',
  pattern: { product: '/product/[id]', order: '/account/orders/[order]' },
  titles: false,
  notEntered: [],
  errorWays: [''],
};

export const nuxt: RouterAdapter = {
  name: 'Nuxt',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: true,
  notEntered: ['/blocked'],
  errorWays: ['', 'handled'],
};

export const ownRouter: RouterAdapter = {
  name: 'a router of the app',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: false,
  notEntered: [],
  errorWays: [''],
};

export const angular: RouterAdapter = {
  name: 'the router of Angular',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: true,
  notEntered: ['/blocked', '/broken'],
  errorWays: ['', 'handled'],
};

export const svelteKit: RouterAdapter = {
  name: 'SvelteKit',
  pattern: { product: '/product/[id]', order: '/account/orders/[order]' },
  titles: false,
  notEntered: [],
  errorWays: [''],
};
