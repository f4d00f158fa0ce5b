/** Each id once, by the first one that has it. */
export function firstCopies<T extends { id: string }>(events: readonly T[]): T[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => seen.size < seen.add(id).size);
}
