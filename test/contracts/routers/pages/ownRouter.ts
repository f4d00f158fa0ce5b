/** The app of the contract with a router that the app has written itself. */
import { appReady, beginApp, fail, fault, slowFirst } from './beginApp.ts';

interface Route {
  pattern: string;
  show?: (value: string) => string;
  /** Where it leads instead. */
  to?: string;
}

const routes: Route[] = [
  { pattern: '/', show: () => 'home' },
  { pattern: '/product/:id', show: (id) => `product ${id}` },
  { pattern: '/account/orders/:order', show: (order) => `order ${order}` },
  { pattern: '/old', to: '/product/7' },
  { pattern: '/private', to: '/login' },
  { pattern: '/login', show: () => 'login' },
];
const nowhere: Route = { pattern: '/nowhere', show: () => 'nowhere' };
const listeners: ((route: { pattern: string; path: string }) => void)[] = [];
const router = { onEntered: (listener: (typeof listeners)[number]) => listeners.push(listener) };
const main = document.body.appendChild(document.createElement('main'));

async function enter(url: URL, write: 'pushState' | 'replaceState' | undefined): Promise<void> {
  await slowFirst();
  const { pathname: path } = url;
  const matches = ({ pattern }: Route): RegExpExecArray | null =>
    new RegExp(`^${pattern.replace(/:\w+/, '([^/]+)')}$`).exec(path);
  const route = routes.find(matches) ?? nowhere;
  if (route.to) return enter(new URL(route.to, url), write ?? 'replaceState');
  if (write) history[write]({}, '', url);
  main.innerHTML = `<h2>${route.show!(matches(route)?.[1] ?? '')}</h2><button id="break">break</button>`;
  main.querySelector('button')!.onclick = fail;
  listeners.forEach((listener) => listener({ pattern: route.pattern, path }));
}

beginApp();
if (!fault) {
  sdk.rum.awaitPageView();
  router.onEntered(({ pattern, path }) => sdk.rum.recordPageView({ pageId: pattern, path }));
}
window.addEventListener('popstate', () => void enter(new URL(location.href), undefined));
void enter(new URL(location.href), undefined).then(() =>
  appReady((path) => enter(new URL(path, location.href), 'pushState')),
);
