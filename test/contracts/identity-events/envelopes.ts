import { auth0Samples } from '@dual-rum/identity-events';
import fc from 'fast-check';

export interface Envelope {
  id: string;
  time: string;
  source: string;
  detail: { log_id: string; data: Record<string, unknown> };
}

/** So many sign-ins, a second apart, with ids that count. */
export function signIns(count: number, from = '2026-11-26T10:00:00Z', prefix = 'log'): Envelope[] {
  const [sample] = auth0Samples(new Date(from));
  return Array.from({ length: count }, (_, i) => {
    const log_id = `${prefix}${String(i).padStart(6, '0')}`;
    const date = new Date(Date.parse(from) + i * 1000).toISOString();
    const data = { ...(sample!.detail['data'] as Record<string, unknown>), date, log_id };
    return { id: log_id, time: date, source: sample!.source, detail: { log_id, data } };
  });
}

/** What parsers of CSV trip over, and what spreadsheets take for formulas. */
export const nasty = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\t=1',
    '\r=1',
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    '\r',
    "'",
    ' ',
    '',
    '\\',
    'null',
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', "'", ';', '\\', 'a', '\u0000', '\ud800') }),
);

/** Envelopes with anything in their fields. */
export function fuzzedEnvelopes(count: number, seed: number): Envelope[] {
  const value = fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
  const data = fc.record(
    {
      type: fc.oneof(fc.constantFrom('s', 'f', 'fp', 'ss', 'slo', 'sapi'), nasty),
      date: fc.oneof(fc.constantFrom('2026-11-25T23:59:59.999Z', '2026-11-26T00:00:00Z'), value),
      user_id: value,
      description: value,
      client_id: value,
      client_name: value,
      connection: value,
      strategy: value,
      ip: value,
      user_agent: value,
      tenant_name: value,
      details: value,
      location_info: value,
    },
    { requiredKeys: [] },
  );
  return fc.sample(data, { numRuns: count, seed }).map((one, i) => ({
    id: `e${i}`,
    time: '2026-11-26T12:00:00Z',
    source: 's',
    detail: { log_id: `fuzz${String(i).padStart(6, '0')}`, data: one },
  }));
}
