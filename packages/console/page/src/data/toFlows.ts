/** A flow of sessions from one step to the next, as the query `journeys` answers. `next_page` null: the session ends there. */
export interface JourneyRow {
  monitor: string;
  audience: string;
  step: number;
  page: string;
  next_page: string | null;
  sessions: number;
}

/** A page at one step. */
export interface FlowNode {
  id: string;
  step: number;
  page: string;
  /** Sessions that were on it at this step. */
  sessions: number;
  /** Of these, those that ended there. */
  ended: number;
}

export interface FlowLink {
  source: string;
  target: string;
  sessions: number;
}

export interface Flows {
  nodes: FlowNode[];
  links: FlowLink[];
}

export const OTHERS = 'other pages';

/**
 * The steps of one app monitor's sessions, in order, with the flows between them. Of a step's pages the largest `perStep` stand for
 * themselves, the rest for one. With `focus`, only what comes before and after this page.
 */
export function toFlows(
  rows: readonly JourneyRow[],
  { steps, perStep = 8, focus = '' }: { steps: number; perStep?: number; focus?: string },
): Flows {
  const shown = rows.filter(({ step }) => step <= steps);
  const name = namePages(shown, perStep, focus);
  const nodes = new Map<string, FlowNode>();
  const links = new Map<string, FlowLink>();
  for (const { step, page, next_page: next, sessions } of shown) {
    const source = nodeOf(nodes, step, name(step, page));
    source.sessions += sessions;
    if (next === null) source.ended += sessions;
    else if (step < steps) {
      const target = `${step + 1} ${name(step + 1, next)}`;
      const id = `${source.id} > ${target}`;
      const link = links.get(id) ?? { source: source.id, target, sessions: 0 };
      link.sessions += sessions;
      links.set(id, link);
    }
  }
  const whole = { nodes: [...nodes.values()], links: [...links.values()].filter(({ target }) => nodes.has(target)) };
  return focus === '' ? whole : focused(whole, focus);
}

function nodeOf(nodes: Map<string, FlowNode>, step: number, page: string): FlowNode {
  const id = `${step} ${page}`;
  const node = nodes.get(id) ?? { id, step, page, sessions: 0, ended: 0 };
  nodes.set(id, node);
  return node;
}

/** What a page at a step is called: itself, or one of the others. */
function namePages(
  rows: readonly JourneyRow[],
  perStep: number,
  focus: string,
): (step: number, page: string) => string {
  const bySteps = new Map<number, Map<string, number>>();
  for (const { step, page, sessions } of rows) {
    const pages = bySteps.get(step) ?? new Map<string, number>();
    bySteps.set(step, pages.set(page, (pages.get(page) ?? 0) + sessions));
  }
  const kept = new Map(
    [...bySteps].map(([step, pages]) => {
      const largest = [...pages]
        .sort(([a, some], [b, more]) => more - some || a.localeCompare(b))
        .map(([page]) => page);
      // One page alone is no "others".
      return [step, new Set(largest.length <= perStep + 1 ? largest : largest.slice(0, perStep))];
    }),
  );
  return (step, page) => (page === focus || kept.get(step)?.has(page) !== false ? page : OTHERS);
}

/** What leads to a page and what follows it, at any step; all of it where the page is nowhere. */
function focused({ nodes, links }: Flows, page: string): Flows {
  const centre = nodes.filter((node) => node.page === page).map(({ id }) => id);
  const near = new Set([...reach(centre, links, 'source', 'target'), ...reach(centre, links, 'target', 'source')]);
  return {
    nodes: nodes.filter(({ id }) => near.has(id)),
    links: links.filter(({ source, target }) => near.has(source) && near.has(target)),
  };
}

function reach(from: string[], links: FlowLink[], here: 'source' | 'target', there: 'source' | 'target'): Set<string> {
  const found = new Set(from);
  for (const id of found) for (const link of links) if (link[here] === id) found.add(link[there]);
  return found;
}
