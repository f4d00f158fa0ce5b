/** Limits of good and of poor: https://web.dev/articles/vitals. CLS is a score, all others are milliseconds. */
const LIMITS = {
  lcp: [2500, 4000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1800, 3000],
  ttfb: [800, 1800],
} as const;

export type Vital = keyof typeof LIMITS;
export type Rating = 'good' | 'needs improvement' | 'poor';

export function rateVital(vital: Vital, value: number): Rating {
  const [good, poor] = LIMITS[vital];
  if (value <= good) return 'good';
  return value <= poor ? 'needs improvement' : 'poor';
}
