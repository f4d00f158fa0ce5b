import { useRum } from '@dual-rum/browser/react';

export function Product() {
  const rum = useRum();
  return <button onClick={() => rum.recordEvent('added_to_cart', { productId: 'p-42', quantity: 1 })}>Buy</button>;
}
