/** What is counted over time, under one title. */
export interface Counts {
  title: string;
  /** Steps of time in which there was any, as the console's answers name them. */
  steps: readonly { time: string; value: number }[];
}
