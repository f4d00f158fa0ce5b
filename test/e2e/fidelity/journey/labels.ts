const LABEL = /label-\d+(?:\.\d+)?/;

/** The label in a text, if there is one. */
export const labelIn = (text: unknown): string | undefined =>
  typeof text === 'string' ? LABEL.exec(text)?.[0] : undefined;

/** The labels of a burst's events. */
export const burstLabels = (label: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${label}.${index}`);

/** Labels of a journey's actions count from 0. Those that a page gives itself, such as for its last words, count from here. */
const OWN = 1_000_000;

/** The label that a page gives to something of its own. */
export const ownLabel = (count: number): string => `label-${OWN + count}`;

export const isOwnLabel = (label: string): boolean => Number(label.slice('label-'.length)) >= OWN;
