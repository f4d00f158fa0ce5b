import {
  act,
  createElement as h,
  startTransition,
  StrictMode,
  useCallback,
  useEffect,
  useState,
  type ReactNode,
} from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DualRum } from '../api/types.ts';
import { RumProvider, useRum } from './reactContext.ts';
import { usePageView } from './usePageView.ts';

const recordPageView = vi.fn();
const rum = { recordPageView } as unknown as DualRum;
let root: Root;

beforeEach(() => {
  recordPageView.mockReset();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.createElement('div'));
});
const render = (app: ReactNode) => act(() => root.render(app));

function Page({ path, children }: { path: string; children?: ReactNode }): ReactNode {
  usePageView(rum, { pageId: '/product/:id', path });
  return children;
}

it('records the page that is shown, and each other path, but not what is only rendered again', () => {
  render(h(Page, { path: '/product/1' }));
  render(h(Page, { path: '/product/1' }));
  render(h(Page, { path: '/product/2' }));
  expect(recordPageView.mock.calls).toEqual([
    [{ pageId: '/product/:id', path: '/product/1' }],
    [{ pageId: '/product/:id', path: '/product/2' }],
  ]);
});

it.each([
  ['at once', (lead: () => void) => lead()],
  ['in a transition', startTransition],
])('does not count a page that leads elsewhere as it is shown, %s', (_, run) => {
  const Leads = ({ lead }: { lead: () => void }): null => {
    useEffect(() => run(lead), [lead]);
    return null;
  };
  const App = (): ReactNode => {
    const [path, go] = useState('/product/1');
    const login = useCallback(() => go('/product/2'), []);
    return h(Page, { path }, path === '/product/1' && h(Leads, { lead: login }));
  };
  render(h(App));
  expect(recordPageView.mock.calls).toEqual([[{ pageId: '/product/:id', path: '/product/2' }]]);
});

it('records a page once in strict mode', () => {
  render(h(StrictMode, null, h(Page, { path: '/product/1' })));
  expect(recordPageView).toHaveBeenCalledOnce();
});

it('hands the rum to components inside a provider', () => {
  let seen: unknown;
  const Asks = (): null => {
    seen = useRum();
    return null;
  };
  render(h(StrictMode, null, h(RumProvider, { rum }, h(Asks))));
  expect(seen).toBe(rum);
});

it('says what is missing where there is no provider', () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const Asks = (): null => void useRum() as unknown as null;
  expect(() => render(h(Asks))).toThrow(/useRum\(\) found no Dual RUM.*<RumProvider rum=\{rum\}>/);
});
