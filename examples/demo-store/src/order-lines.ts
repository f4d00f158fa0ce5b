import type { Product } from './api.ts';
import type { Cart } from './cart.ts';

export interface OrderLine {
  product: Product;
  quantity: number;
}

/** The cart's products at today's prices; what the shop no longer sells is left out. */
export function orderLines(cart: Cart, products: Product[]): OrderLine[] {
  return products.flatMap((product) => {
    const quantity = cart[product.id];
    return quantity ? [{ product, quantity }] : [];
  });
}

export const total = (lines: OrderLine[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
