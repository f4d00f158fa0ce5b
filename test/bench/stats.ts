/** The value below which the fraction `p` of the samples lies. */
export function percentile(samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
  if (value === undefined) throw new Error('there are no samples');
  return value;
}

export const median = (samples: number[]): number => percentile(samples, 0.5);

/** The power of a size by which a time grows, from several of both: 1 where twice the size takes twice the time. Least squares of the logarithms. */
export function growthOf(sizes: readonly number[], times: readonly number[]): number {
  const [x, y] = [sizes, times].map((values) => values.map((value) => Math.log(value))) as [number[], number[]];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middle, level] = [mean(x), mean(y)];
  const square = x.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return x.reduce((sum, value, index) => sum + (value - middle) * (y[index]! - level), 0) / square;
}
