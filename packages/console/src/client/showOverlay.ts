import { overlayStyle } from './overlayStyle.ts';

type MonitorName = 'guest' | 'authenticated';

/** The part of a `DualRum` that is shown. Structural: the console does not depend on the SDK. */
interface ShownRum {
  readonly state: string;
  readonly health: Record<
    MonitorName,
    { state: string; queued: number; sent: number; dropped: Record<string, number>; lastError?: string }
  >;
  subscribe: (listener: () => void) => () => void;
  onProblem: (listener: (problem: { message: string; fix: string }) => void) => () => void;
}

/** Milliseconds between two looks at the rum's health. */
const EVERY = 1000;
const WORDS: Record<string, string> = { pending: 'not known yet', guest: 'guest', authenticated: 'signed in' };
const NAMES = { guest: 'Guests', authenticated: 'Signed in' };

/** The overlay of the page, kept where an app that is loaded anew while the page stays finds it: its undo, or that the user put it away. */
const SHOWN = Symbol.for('@dual-rum/console overlay');
type Shown = (() => void) | 'put away';

/**
 * Shows which app monitor sees the page and how it fares, in a corner over the page. It takes no room in the page, and can be put away.
 * A page has one: the latest takes the place of those before, as after a hot reload.
 *
 * @param console address of the console, for a link.
 * @returns its undo.
 */
export function showOverlay(rum: ShownRum, console?: string): () => void {
  const page = globalThis as { [SHOWN]?: Shown | undefined };
  if (page[SHOWN] === 'put away') return () => undefined;
  page[SHOWN]?.();
  const host = document.createElement('div');
  host.dataset['dualRumOverlay'] = '';
  const root = host.attachShadow({ mode: 'open' });
  const style = root.appendChild(document.createElement('style'));
  style.textContent = overlayStyle;
  const region = element('section', root, { 'aria-label': 'Dual RUM, development' });
  const details = element('div', region, { id: 'details', hidden: '' });
  const bar = element('div', region, { class: 'bar' });
  const toggle = element('button', bar, { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'details' });
  element('span', toggle, { class: 'dot', 'aria-hidden': 'true' });
  const label = element('span', toggle);
  const dismiss = element('button', bar, {
    type: 'button',
    'aria-label': 'Hide Dual RUM until the page is loaded again',
  });
  dismiss.textContent = '✕';
  const said = element('p', region, { class: 'quiet', role: 'status' });
  const table = element('table', details);
  element('caption', table).textContent = 'Events by app monitor';
  const head = element('tr', element('thead', table));
  for (const title of ['monitor', 'recording', 'sent', 'waiting', 'lost'])
    element('th', head, { scope: 'col' }).textContent = title;
  const body = element('tbody', table);
  const rows = (['guest', 'authenticated'] as const).map((name) => {
    const row = element('tr', body);
    element('th', row, { scope: 'row' }).textContent = NAMES[name];
    return { name, cells: [0, 1, 2, 3].map(() => element('td', row)) };
  });
  // Its room is there from the start: what appears moves nothing.
  const problem = element('p', details, { class: 'problem', tabindex: '0', 'aria-label': 'Last problem' });
  problem.textContent = 'No problem so far.';
  if (console !== undefined) {
    const link = element('a', details, { href: console, target: '_blank', rel: 'noopener' });
    link.textContent = 'Open the console';
  }

  const text = (node: Element, next: string): void => {
    if (node.textContent !== next) node.textContent = next;
  };
  const draw = (): void => {
    const { health, state } = rum;
    const words = `RUM: ${WORDS[state] ?? state}`;
    text(label, words);
    text(said, words);
    const isWrong = rows.some(({ name }) => health[name].lastError !== undefined && health[name].queued > 0);
    region.dataset['state'] = isWrong ? 'wrong' : state;
    for (const { name, cells } of rows) {
      const { state, queued, sent, dropped } = health[name];
      const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
      [state === 'active' ? 'yes' : 'no', sent, queued, lost].forEach((value, index) =>
        text(cells[index]!, String(value)),
      );
    }
  };
  const open = (isOpen: boolean): void => {
    details.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  toggle.addEventListener('click', () => open(Boolean(details.hidden)));
  region.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || details.hidden) return;
    open(false);
    toggle.focus();
  });

  const attach = (): void => {
    draw();
    document.body.append(host);
  };
  const timer = setInterval(draw, EVERY);
  const undo = [
    rum.subscribe(draw),
    rum.onProblem(({ message, fix }) => {
      problem.dataset['told'] = '';
      text(problem, `${message} ${fix}`);
    }),
  ];
  const remove = (): void => {
    clearInterval(timer);
    document.removeEventListener('DOMContentLoaded', attach);
    undo.forEach((stop) => stop());
    host.remove();
    if (page[SHOWN] === remove) page[SHOWN] = undefined;
  };
  page[SHOWN] = remove;
  dismiss.addEventListener('click', () => {
    remove();
    page[SHOWN] = 'put away';
  });
  if (document.body) attach();
  else document.addEventListener('DOMContentLoaded', attach, { once: true });
  return remove;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parent: ParentNode & Node,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.appendChild(node);
  return node;
}
