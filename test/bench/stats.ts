/** The value below which the fraction `p` of the samples lies. */
export function percentile(samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
  if (value === undefined) throw new Error('there are no samples');
  return value;
}

export const median = (samples: number[]): number => percentile(samples, 0.5);
