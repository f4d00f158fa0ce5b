export interface Category {
  id: string;
  name: string;
  line: string;
}

export interface Product {
  id: string;
  category: string;
  name: string;
  line: string;
  description: string;
  details: string[];
  /** US cents. */
  price: number;
}

export interface OrderRequest {
  name: string;
  email: string;
  street: string;
  postcode: string;
  city: string;
  lines: { product: string; quantity: number }[];
}

export interface Order {
  id: string;
  name: string;
  email: string;
  lines: { product: string; name: string; quantity: number; price: number }[];
  total: number;
}

/** The shop's server answered something else than success. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, path: string) {
    super(`${path} answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
  }
}

export const fetchCategories = () => call<Category[]>('/api/categories');
export const fetchProducts = (category?: string) =>
  call<Product[]>(`/api/products${category ? `?category=${encodeURIComponent(category)}` : ''}`);
export const fetchProduct = (id: string) => call<Product>(`/api/products/${encodeURIComponent(id)}`);
export const fetchOrder = (id: string) => call<Order>(`/api/orders/${encodeURIComponent(id)}`);
export const placeOrder = (order: OrderRequest) =>
  call<Order>('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
export const fetchSlowly = () => call<{ waited: number }>('/api/slow');

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new ApiError(response.status, path);
  return (await response.json()) as T;
}
