import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';

/** The views in the order of the navigation. */
export const views = [
  { name: 'overview', path: '/', title: 'Overview', load: () => import('./views/Overview.vue') },
  { name: 'journeys', path: '/journeys', title: 'User journeys', load: () => import('./views/Journeys.vue') },
  { name: 'sessions', path: '/sessions', title: 'Sessions', load: () => import('./views/Sessions.vue') },
  { name: 'live', path: '/live', title: 'Live', load: () => import('./views/Live.vue') },
  { name: 'identity', path: '/identity', title: 'Identity', load: () => import('./views/Identity.vue') },
  { name: 'verdicts', path: '/verdicts', title: 'Verdicts', load: () => import('./views/Verdicts.vue') },
  { name: 'isolation', path: '/isolation', title: 'Isolation', load: () => import('./views/Isolation.vue') },
  { name: 'faults', path: '/faults', title: 'Faults', load: () => import('./views/Faults.vue') },
] as const;

export function createPageRouter(): Router {
  const routes: RouteRecordRaw[] = [
    ...views.map(({ name, path, title, load }) => ({ name, path, meta: { title }, component: load })),
    { path: '/overview', redirect: ({ query }) => ({ path: '/', query }) },
    {
      name: 'session',
      path: '/sessions/:session',
      meta: { title: 'Session' },
      component: () => import('./views/Session.vue'),
    },
    {
      name: 'verdict',
      path: '/verdicts/:session',
      meta: { title: 'Evidence' },
      component: () => import('./views/Verdict.vue'),
    },
    { path: '/:rest(.*)*', meta: { title: 'Not found' }, component: () => import('./views/NotFound.vue') },
  ];
  return createRouter({ history: createWebHistory(), routes });
}
