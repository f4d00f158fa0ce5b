import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react';
import type { DualRum } from '../api/types.ts';

const RumContext = createContext<DualRum | undefined>(undefined);

/**
 * Hands the rum to `useRum()` of all components inside.
 *
 * @example
 * root.render(<RumProvider rum={rum}><App /></RumProvider>);
 */
export const RumProvider = ({ rum, children }: { rum: DualRum; children?: ReactNode }): ReactElement =>
  createElement(RumContext.Provider, { value: rum }, children);

/**
 * The rum of the app, in components.
 *
 * @throws Error outside a `RumProvider`.
 * @example
 * const rum = useRum();
 * rum.recordEvent('added_to_cart', { productId: 'p-42' });
 */
export function useRum(): DualRum {
  const rum = useContext(RumContext);
  if (!rum) {
    throw new Error(
      'useRum() found no Dual RUM. It works in components inside a provider: put <RumProvider rum={rum}> around the app.',
    );
  }
  return rum;
}
