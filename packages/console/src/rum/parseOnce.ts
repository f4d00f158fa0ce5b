export type ParseJson = (text: string) => unknown;

/**
 * `JSON.parse` that reads each text once. Of a batch it reads every text twice, to check and to store it, and many events have the
 * same metadata.
 */
export function parseOnce(): ParseJson {
  const known = new Map<string, unknown>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value: unknown = JSON.parse(text);
    known.set(text, value);
    return value;
  };
}
