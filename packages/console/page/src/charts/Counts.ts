/** What is counted over time, under one title. */
export interface Counts {
  title: string;
  /** The steps of time that have any; the others count as 0. */
  steps: readonly { time: string; value: number }[];
}
