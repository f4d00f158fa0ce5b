/** Telemetries with their options, by name in lower case. */
export type Telemetries = ReadonlyMap<string, object>;

/** `['errors', ['http', { … }]]` by name. */
export function parseTelemetries(list: readonly (string | readonly (string | object)[])[]): Map<string, object> {
  return new Map(
    list.map((entry) => {
      const [name, options = {}] = [entry].flat();
      return [String(name).toLowerCase(), options as object];
    }),
  );
}

/** The instruments are shared: what both app monitors record, with the options of both, the guests' where they differ. */
export function mergeTelemetries(guest: Telemetries, authenticated: Telemetries): Telemetries {
  const merged = new Map(authenticated);
  for (const [name, options] of guest) merged.set(name, { ...merged.get(name), ...options });
  return merged;
}
