import { useEffect } from 'react';
import type { DualRum } from '../api/types.ts';
import { recordErrorOnce } from './recordErrorOnce.ts';

/**
 * Records an error that a component shows, once: for boundaries that a framework makes, such as `error.tsx` of Next.js.
 *
 * @example
 * useRecordError(rum, error);
 */
export function useRecordError(rum: DualRum, error: unknown): void {
  useEffect(() => recordErrorOnce(rum, error), [rum, error]);
}
