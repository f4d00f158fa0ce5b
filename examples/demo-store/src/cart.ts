import { computed } from 'vue';
import { session } from './session.ts';
import { stored } from './stored.ts';

/** Product ids and how many of each. */
export type Cart = Readonly<Record<string, number>>;

const MOST = 9;
const GUEST = 'guest';
const carts = stored<Readonly<Record<string, Cart>>>('lowland.carts', {});

const owner = computed(() => (session.value ? `user:${session.value.subject}` : GUEST));

/** The cart of whoever is here now: each user has their own, and so have guests. */
export const cart = computed<Cart>(() => carts.value.value[owner.value] ?? {});

export const cartCount = computed(() => Object.values(cart.value).reduce((sum, quantity) => sum + quantity, 0));

export function addToCart(product: string, quantity: number): void {
  setQuantity(product, (cart.value[product] ?? 0) + quantity);
}

/** Zero takes the product out. */
export function setQuantity(product: string, quantity: number): void {
  keep(owner.value, withQuantity(cart.value, product, quantity));
}

export function emptyCart(): void {
  keep(owner.value, {});
}

/** What a guest collected becomes theirs when they sign in, as shoppers expect. */
export function takeGuestCart(): void {
  const guests = Object.entries(carts.value.value[GUEST] ?? {});
  const merged = guests.reduce(
    (all, [product, quantity]) => withQuantity(all, product, (all[product] ?? 0) + quantity),
    cart.value,
  );
  carts.set({ ...carts.value.value, [owner.value]: merged, [GUEST]: {} });
}

function keep(whose: string, changed: Cart): void {
  carts.set({ ...carts.value.value, [whose]: changed });
}

function withQuantity(from: Cart, product: string, quantity: number): Cart {
  const lines = Object.entries({ ...from, [product]: Math.min(quantity, MOST) });
  return Object.fromEntries(lines.filter(([, count]) => count > 0));
}
