import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OTHERS, toFlows, type JourneyRow } from './toFlows.ts';

/** The rows that the query answers for these sessions. */
function rowsOf(sessions: string[][]): JourneyRow[] {
  const counts = new Map<string, JourneyRow>();
  for (const pages of sessions) {
    pages.forEach((page, index) => {
      const next_page = pages[index + 1] ?? null;
      const key = JSON.stringify([index, page, next_page]);
      const row = counts.get(key) ?? {
        monitor: 'Shop',
        audience: 'guest',
        step: index + 1,
        page,
        next_page,
        sessions: 0,
      };
      counts.set(key, { ...row, sessions: row.sessions + 1 });
    });
  }
  return [...counts.values()];
}
const pages = fc.constantFrom('/', '/cart', '/checkout', '/auth', '/help');
const journeys = fc.array(fc.array(pages, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });

describe('toFlows', () => {
  it('makes a page at each step a node, with the flows between them and the sessions that end there', () => {
    const { nodes, links } = toFlows(rowsOf([['/', '/cart'], ['/', '/cart', '/'], ['/']]), { steps: 8 });
    expect(nodes).toEqual([
      { id: '1 /', step: 1, page: '/', sessions: 3, ended: 1 },
      { id: '2 /cart', step: 2, page: '/cart', sessions: 2, ended: 1 },
      { id: '3 /', step: 3, page: '/', sessions: 1, ended: 1 },
    ]);
    expect(links).toEqual([
      { source: '1 /', target: '2 /cart', sessions: 2 },
      { source: '2 /cart', target: '3 /', sessions: 1 },
    ]);
  });

  it('cuts off after the last step that is shown', () => {
    const { nodes, links } = toFlows(rowsOf([['/', '/cart', '/checkout']]), { steps: 2 });
    expect(nodes.map(({ id }) => id)).toEqual(['1 /', '2 /cart']);
    expect(links).toHaveLength(1);
  });

  it('shows the largest pages of a step and the rest as one', () => {
    const sessions = ['/a', '/a', '/b', '/b', '/c', '/d', '/e'].map((page) => [page]);
    const { nodes } = toFlows(rowsOf(sessions), { steps: 3, perStep: 2 });
    expect(nodes.map(({ page, sessions: count }) => [page, count])).toEqual([
      ['/a', 2],
      ['/b', 2],
      [OTHERS, 3],
    ]);
  });

  it('keeps what leads to the page in focus and what follows it', () => {
    const rows = rowsOf([
      ['/', '/cart', '/checkout'],
      ['/', '/help'],
      ['/auth', '/cart'],
    ]);
    const { nodes } = toFlows(rows, { steps: 8, focus: '/cart' });
    expect(nodes.map(({ id }) => id).sort()).toEqual(['1 /', '1 /auth', '2 /cart', '3 /checkout']);
    expect(toFlows(rows, { steps: 8, focus: '/nowhere' })).toEqual({ nodes: [], links: [] });
  });

  it('loses no session: what comes in goes on or ends, at every page and step', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: 1, max: 6 }), (sessions, perStep) => {
        const { nodes, links } = toFlows(rowsOf(sessions), { steps: 10, perStep });
        const sum = (all: { sessions: number }[]) => all.reduce((total, one) => total + one.sessions, 0);
        expect(sum(nodes.filter(({ step }) => step === 1))).toBe(sessions.length);
        for (const node of nodes) {
          expect(sum(links.filter(({ source }) => source === node.id)) + node.ended).toBe(node.sessions);
          if (node.step > 1) expect(sum(links.filter(({ target }) => target === node.id))).toBe(node.sessions);
        }
      }),
    );
  });
});
