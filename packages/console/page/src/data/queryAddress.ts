import type { Span } from './span.ts';

/** The address of a query of `@dual-rum/queries`, limited to a span of time. */
export function queryAddress(
  name: string,
  parameters: Record<string, string | number | undefined> = {},
  span?: Span,
): string {
  const limits = span ? { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() } : {};
  // Not URLSearchParams: the console reads a plus as a plus, as AWS does.
  const text = Object.entries({ ...parameters, ...limits })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return `/_query/${name}${text === '' ? '' : `?${text}`}`;
}

/** What a query answers. */
export interface Answer<Row> {
  rows: Row[];
}
