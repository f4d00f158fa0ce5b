/**
 * The pattern of an address, for routers that tell the parameters and no pattern, as the app router of Next.js: each segment that is
 * the value of a parameter becomes its name. A value that is also the name of a fixed segment is looked for from the end.
 *
 * @param path as in the address: `/product/42`.
 * @param params the parameters by name; those that take several segments as a list.
 * @returns `/product/[id]`, `/docs/[...slug]`.
 * @example
 * paramPattern(usePathname(), useParams());
 */
export function paramPattern(
  path: string,
  params: Readonly<Record<string, string | string[] | undefined>> | null,
): string {
  const segments = path.split('/');
  for (const [name, value] of Object.entries(params ?? {}).reverse()) {
    const isList = Array.isArray(value);
    const values = (isList ? value : [value ?? '']).map(plain);
    const at = lastIndexOf(segments, values);
    if (at > 0) segments.splice(at, values.length, isList ? `[...${name}]` : `[${name}]`);
  }
  return segments.join('/');
}

/** Where these values stand one after the other, the last time; -1 where they do not. */
function lastIndexOf(segments: string[], values: string[]): number {
  if (!values[0]) return -1;
  let at = segments.length - values.length;
  while (at >= 0 && !values.every((value, index) => plain(segments[at + index]!) === value)) at--;
  return at;
}

/** Parameters may be encoded, as in the address, or not. */
function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
