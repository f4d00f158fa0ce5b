import { act, createElement as h, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import type { DualRum } from '../api/types.ts';
import { useRecordError } from './useRecordError.ts';

it('records an error that a component shows once, and another again, in strict mode, too', () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const recordError = vi.fn();
  const rum = { recordError } as unknown as DualRum;
  const Shows = ({ error }: { error: Error }): null => {
    useRecordError(rum, error);
    return null;
  };
  const root = createRoot(document.createElement('div'));
  const [one, other] = [new Error('one'), new Error('other')];
  for (const error of [one, one, other]) act(() => root.render(h(StrictMode, null, h(Shows, { error }))));
  expect(recordError.mock.calls).toEqual([[one], [other]]);
});
