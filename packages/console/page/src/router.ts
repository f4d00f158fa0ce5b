import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import Faults from './views/Faults.vue';
import Identity from './views/Identity.vue';
import Isolation from './views/Isolation.vue';
import Journeys from './views/Journeys.vue';
import Live from './views/Live.vue';
import NotFound from './views/NotFound.vue';
import Overview from './views/Overview.vue';
import Session from './views/Session.vue';
import Sessions from './views/Sessions.vue';
import Verdict from './views/Verdict.vue';
import Verdicts from './views/Verdicts.vue';

/** The views in the order of the navigation. */
export const views = [
  { name: 'overview', path: '/', title: 'Overview', view: Overview },
  { name: 'journeys', path: '/journeys', title: 'User journeys', view: Journeys },
  { name: 'sessions', path: '/sessions', title: 'Sessions', view: Sessions },
  { name: 'live', path: '/live', title: 'Live', view: Live },
  { name: 'identity', path: '/identity', title: 'Identity', view: Identity },
  { name: 'verdicts', path: '/verdicts', title: 'Verdicts', view: Verdicts },
  { name: 'isolation', path: '/isolation', title: 'Isolation', view: Isolation },
  { name: 'faults', path: '/faults', title: 'Faults', view: Faults },
] as const;

export function createPageRouter(): Router {
  const routes: RouteRecordRaw[] = [
    ...views.map(({ name, path, title, view }) => ({ name, path, meta: { title }, component: view })),
    { path: '/overview', redirect: ({ query }) => ({ path: '/', query }) },
    {
      name: 'session',
      path: '/sessions/:session',
      meta: { title: 'Session' },
      component: Session,
    },
    {
      name: 'verdict',
      path: '/verdicts/:session',
      meta: { title: 'Evidence' },
      component: Verdict,
    },
    { path: '/:rest(.*)*', meta: { title: 'Not found' }, component: NotFound },
  ];
  return createRouter({ history: createWebHistory(), routes });
}
