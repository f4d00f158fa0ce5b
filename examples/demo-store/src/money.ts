const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `1290` → `$12.90` */
export const money = (cents: number): string => format.format(cents / 100);
