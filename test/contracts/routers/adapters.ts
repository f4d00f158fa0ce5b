import type { RouterAdapter } from './RouterAdapter.ts';

export const vue: RouterAdapter = {
  name: 'vue-router',
  pattern: { product: '/product/:id', order: '/account/orders/:order' },
  titles: true,
  notEntered: ['/blocked', '/broken'],
  errorWays: ['', 'handled'],
};
