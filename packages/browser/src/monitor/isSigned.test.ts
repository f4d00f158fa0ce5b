import { expect, it } from 'vitest';
import type { DualRumOptions } from '../api/types.ts';
import { isSigned } from './isSigned.ts';

const guestOf = (own: Partial<DualRumOptions['guest']>, config?: DualRumOptions['config']): boolean => {
  const monitor = { appMonitorId: 'id' };
  return isSigned('guest', { guest: { ...monitor, ...own }, authenticated: monitor, ...(config && { config }) });
};

it('requests are signed unless an option says otherwise, the closest first', () => {
  expect(guestOf({})).toBe(true);
  expect(guestOf({ signing: false })).toBe(false);
  expect(guestOf({}, { signing: false })).toBe(false);
  expect(guestOf({ config: { signing: true } }, { signing: false })).toBe(true);
  expect(guestOf({ signing: false, config: { signing: true } })).toBe(false);
});
