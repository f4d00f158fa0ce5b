import type { Evidence, Violation } from '../evidence.ts';
import type { View } from '../story.ts';

/**
 * A page is seen in each monitor in which it was the current one, and in no other. A monitor that opens on the current
 * page views it too, so how often says nothing.
 */
export function pages({ story, arrivals }: Evidence): Violation[] {
  const key = (monitor: string, page: string): string => `${page} in the ${monitor} monitor`;
  const keysOf = (views: View[]) => new Map(views.map(({ monitor, page }) => [key(monitor, page), page]));
  const due = keysOf(story.views.filter(({ by }) => by !== 'hint'));
  const possible = keysOf(story.views);
  const seen = new Map(
    arrivals.flatMap(({ monitor, of }) => (of?.kind === 'page' ? [[key(monitor, of.label), of.label] as const] : [])),
  );
  const found: Violation[] = [];
  for (const [where, label] of due) {
    if (!seen.has(where)) found.push({ rule: 'page lost', label, message: `no page view of ${where}` });
  }
  for (const [where, label] of seen) {
    if (!possible.has(where))
      found.push({ rule: 'page misfiled', label, message: `a page view of ${where}, never viewed there` });
  }
  return found;
}
