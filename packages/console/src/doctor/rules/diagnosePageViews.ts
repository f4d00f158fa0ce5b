import type { Finding } from '../Finding.ts';
import type { Observations, SeenRum } from '../Observations.ts';
import { writesOf } from './requestsOf.ts';

/** Seconds between two page views of one visit to a page. What comes later may be a dialog or a tab of the app. */
const TOGETHER = 3;

/** More page views than visits to pages. */
export function diagnosePageViews(rum: SeenRum, observations: Observations): Finding[] {
  for (const name of ['guest', 'authenticated'] as const) {
    const sent = writesOf(rum, name, observations).flatMap((write) => write.views);
    const views = [...new Map(sent.map((view) => [view.eventId, view])).values()];
    const sessions = new Set(views.map(({ sessionId }) => sessionId)).size;
    // Each switch between guest and user shows the page to a monitor again.
    const expected = observations.page.visits + rum.switches + Math.max(0, sessions - 1);
    const soon = views.filter(({ at }, index) => index > 0 && at - views[index - 1]!.at <= TOGETHER);
    if (views.length <= expected || soon.length === 0) continue;
    return [
      {
        code: 'page-views-doubled',
        monitor: name,
        title: 'Page views are doubled',
        cause:
          'One visit to a page is recorded by its path and once more by another name: by the plugin of a router, or recordPageView, beside automatic page views.',
        evidence: [
          `${views.length} page views at ${observations.page.visits} ${observations.page.visits === 1 ? 'visit' : 'visits'}: ${views.map(({ pageId }) => pageId).join(', ')}`,
        ],
        fix: 'Use the plugin of the router in the task that creates the rum, or set config: { disableAutoPageView: true }. Record page views in one place.',
      },
    ];
  }
  return [];
}
