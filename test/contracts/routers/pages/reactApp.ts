/** What both apps of the contract with react-router have: pages, and the adapter for errors. */
import { rumRootOptions } from '@dual-rum/browser/react';
import { createElement as h, StrictMode, useState, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { useParams } from 'react-router';
import { fail, fault, handleError, handlesErrors } from './beginApp.ts';

export const page = (name: string) => (): ReactElement => h('h2', null, name);

export function Product(): ReactElement {
  const { id } = useParams();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) fail();
  return h('div', null, h('h2', null, `product ${id}`), h('button', { id: 'break', onClick: () => setBroken(true) }));
}

export const Order = (): ReactElement => h('h2', null, `order ${useParams()['order']}`);

/** Renders as apps do when developing: twice, where React's strict mode says so. */
export function render(app: ReactNode): void {
  const own = handlesErrors ? { onCaughtError: handleError, onUncaughtError: handleError } : {};
  const options = fault ? own : rumRootOptions(sdk.rum, own);
  createRoot(document.body.appendChild(document.createElement('main')), options).render(h(StrictMode, null, app));
}
