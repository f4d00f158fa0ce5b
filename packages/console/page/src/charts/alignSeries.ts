import type { MonitorState } from '../../../src/options/ConsoleOptions.ts';
import { bucketLength, wholeSteps, type Bucket, type Span } from '../data/span.ts';

/** The values of one app monitor over time, one for each time of the chart; null where there is none. */
export interface Series {
  state: MonitorState;
  label: string;
  values: (number | null)[];
}

/** A value at a step of time. */
export interface Point {
  /** Milliseconds since 1970, the beginning of the step. */
  at: number;
  state: MonitorState;
  value: number | null;
}

/** The beginnings of all steps that a span touches. */
export function stepsOf(span: Span, bucket: Bucket): number[] {
  const { from, to } = wholeSteps(span, bucket);
  const step = bucketLength(bucket);
  // A span of nothing still has the step it lies in.
  return Array.from({ length: Math.max(1, Math.round((to - from) / step)) }, (_, index) => from + index * step);
}

/** Points as series over these times. What has no point is `empty`: 0 for what is counted, null for what is measured. */
export function alignSeries(
  points: readonly Point[],
  times: readonly number[],
  states: readonly MonitorState[],
  names: Record<MonitorState, string>,
  empty: 0 | null,
): Series[] {
  const place = new Map(times.map((at, index) => [at, index]));
  return states.map((state) => {
    const values: (number | null)[] = times.map(() => empty);
    for (const point of points) {
      const index = place.get(point.at);
      if (point.state !== state || index === undefined || point.value === null) continue;
      values[index] = empty === 0 ? (values[index] ?? 0) + point.value : point.value;
    }
    return { state, label: names[state], values };
  });
}
