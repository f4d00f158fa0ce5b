import type { Evidence, Violation } from '../evidence.ts';

/** What takes no time says that it happened on the page that was current then. */
export function wrongPage({ story, arrivals }: Evidence): Violation[] {
  const pages = new Map(
    story.happenings
      .filter(({ kind }) => kind !== 'http' && kind !== 'image')
      .map(({ label, monitor, page }) => [label, { monitor, page }]),
  );
  return arrivals.flatMap(({ of, monitor, page }): Violation[] => {
    const then = of && pages.get(of.label);
    // What is in the wrong monitor is a violation already.
    if (!then || then.monitor !== monitor || then.page === page) return [];
    return [{ rule: 'wrong page', label: of.label, message: `${of.label} happened on ${then.page}, and says ${page}` }];
  });
}
