/** Telemetries with their options, by name in lower case. */
export type Telemetries = ReadonlyMap<string, object>;

/** `['errors', ['http', { … }]]` by name. */
export function parseTelemetries(list: readonly (string | readonly (string | object)[])[]): Map<string, object> {
  return new Map(
    list.map((entry) =>
      typeof entry === 'string'
        ? [entry.toLowerCase(), {}]
        : [String(entry[0]).toLowerCase(), (entry[1] as object) ?? {}],
    ),
  );
}
