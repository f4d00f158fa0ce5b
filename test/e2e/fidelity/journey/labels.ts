const LABEL = /label-\d+(?:\.\d+)?/;

/** The label in a text, if there is one. */
export const labelIn = (text: unknown): string | undefined =>
  typeof text === 'string' ? LABEL.exec(text)?.[0] : undefined;

/** The labels of a burst's events. */
export const burstLabels = (label: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${label}.${index}`);
