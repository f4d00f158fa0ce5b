import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Order, OrderRequest } from '../src/api.ts';
import catalog from './catalog.json' with { type: 'json' };

export interface Answer {
  status: number;
  body: unknown;
}

export type ShopApi = (method: string, url: URL, body: unknown) => Promise<Answer>;

const SLOW_MS = 3000;

const found = (body: unknown): Answer => (body === undefined ? { status: 404, body: {} } : { status: 200, body });

/** The shop's catalogue and its orders, which live as long as the process. */
export function createShopApi(): ShopApi {
  const orders = new Map<string, Order>();

  return async (method, url, body) => {
    const [, , resource, id] = url.pathname.split('/');
    switch (`${method} ${resource}${id ? '/:id' : ''}`) {
      case 'GET categories':
        return found(catalog.categories);
      case 'GET products': {
        const category = url.searchParams.get('category');
        return found(catalog.products.filter((product) => !category || product.category === category));
      }
      case 'GET products/:id':
        return found(catalog.products.find((product) => product.id === id));
      case 'POST orders': {
        const order = createOrder(body);
        if (!order) return { status: 400, body: { message: 'An order needs a name, an email and lines that exist.' } };
        orders.set(order.id, order);
        return { status: 201, body: order };
      }
      case 'GET orders/:id':
        return found(orders.get(id ?? ''));
      case 'GET slow':
        await wait(SLOW_MS, undefined, { ref: false });
        return found({ waited: SLOW_MS });
      default:
        return found(undefined);
    }
  };
}

/** Prices are the catalogue's: what a browser says about money is not believed. */
function createOrder(body: unknown): Order | undefined {
  const { name, email, lines = [] } = (body ?? {}) as Partial<OrderRequest>;
  const ordered = lines.flatMap(({ product: id, quantity }) => {
    const product = catalog.products.find((one) => one.id === id);
    return product && quantity > 0 ? [{ product: id, name: product.name, quantity, price: product.price }] : [];
  });
  if (!name || !email || ordered.length === 0 || ordered.length < lines.length) return undefined;
  return {
    id: randomBytes(4).toString('hex').toUpperCase(),
    name,
    email,
    lines: ordered,
    total: ordered.reduce((sum, line) => sum + line.price * line.quantity, 0),
  };
}
