import type { DualRum } from '@dual-rum/browser';
import { expect, it, vi } from 'vitest';

it('a click is recorded', () => {
  const recordEvent = vi.fn<DualRum['recordEvent']>();
  buyButton({ recordEvent }).click();
  expect(recordEvent).toHaveBeenCalledWith('added_to_cart', { productId: 'p-42' });
});

/** The component under test takes what it needs of the rum. */
function buyButton(rum: Pick<DualRum, 'recordEvent'>): HTMLButtonElement {
  const button = document.createElement('button');
  button.onclick = () => rum.recordEvent('added_to_cart', { productId: 'p-42' });
  return button;
}
