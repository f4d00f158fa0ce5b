/** A row of the files that the function writes, but for its day. */
export interface EventRow {
  log_id: string;
  type: string;
  code: string;
  outcome: string;
  /** ISO 8601, in UTC. */
  occurred_at: string;
  subject: string | null;
  issuer: string;
  provider: string;
  client_id: string | null;
  client_name: string | null;
  connection: string | null;
  strategy: string | null;
  ip: string | null;
  country: string | null;
  user_agent: string | null;
  reason: string | null;
  tenant: string;
  raw: string;
}

const KINDS: [type: string, code: string, outcome: string][] = [
  ['sign-in', 's', 'success'],
  ['sign-in', 's', 'success'],
  ['sign-in', 's', 'success'],
  ['sign-up', 'ss', 'success'],
  ['sign-out', 'slo', 'success'],
  ['sign-in-failed', 'fp', 'failure'],
  ['sign-in-failed', 'fu', 'failure'],
  ['sign-up-failed', 'fs', 'failure'],
  ['sign-out-failed', 'flo', 'failure'],
  ['other', 'seacft', 'success'],
];

const DAY = 24 * 3600 * 1000;

/**
 * Events of the last 40 days, but for some days without any, with gaps where Auth0 has gaps, and addresses that fail in
 * bursts. The same for the same `now` and `seed`.
 */
export function someEvents(now: number, count: number, seed = 20_261_126): EventRow[] {
  const random = numbers(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  let serial = 0;
  const event = (at: number, kind: (typeof KINDS)[number], more: Partial<EventRow> = {}): EventRow => {
    const log_id = `9002026${String(++serial).padStart(40, '0')}`;
    const [type, code, outcome] = kind;
    return {
      log_id,
      type,
      code,
      outcome,
      occurred_at: new Date(at).toISOString(),
      subject: type === 'sign-in-failed' ? null : `auth0|${Math.floor(random() * 200)}`,
      issuer: 'https://my-shop.eu.auth0.com/',
      provider: 'auth0',
      client_id: 'kX2m',
      client_name: pick(['Shop', 'Laden “Süd”, Köln', '=SUM(A1)', '', null]),
      connection: pick(['Username-Password-Authentication', 'google-oauth2', null]),
      strategy: pick(['auth0', 'google-oauth2', null]),
      ip: pick(['203.0.113.7', '203.0.113.8', '2001:db8::1', null]),
      country: pick(['DE', 'FR', 'US', null]),
      user_agent: pick(['Firefox 150.0.0 / Linux', 'line\nbreak, "quoted"', null]),
      reason: outcome === 'failure' ? pick(['Wrong email or password.', 'User does not exist.', null]) : null,
      tenant: 'my-shop',
      raw: JSON.stringify({ log_id, type: code, note: 'ünïcode \u{1f511} "quoted" \\ back' }),
      ...more,
    };
  };
  const spread = Array.from({ length: count }, () => {
    const daysAgo = Math.floor(random() * 40);
    // No events on every seventh day.
    return event(
      now - (daysAgo % 7 === 3 ? daysAgo + 1 : daysAgo) * DAY - Math.floor(random() * 3_600_000),
      pick(KINDS),
    );
  });
  const failed = KINDS.find(([, code]) => code === 'fp')!;
  const burst = (ip: string, failures: number, apart: number, daysAgo: number): EventRow[] =>
    Array.from({ length: failures }, (_, i) => event(now - daysAgo * DAY - i * apart, failed, { ip }));
  return [
    ...spread,
    ...burst('198.51.100.66', 25, 10_000, 2),
    // Exactly ten, at both ends of five minutes.
    ...burst('198.51.100.67', 10, 33_333, 1),
    // Too few, too slow, too long ago.
    ...burst('198.51.100.68', 9, 1_000, 1),
    ...burst('198.51.100.69', 30, 60_000, 1),
    ...burst('198.51.100.70', 30, 1_000, 20),
  ];
}

/** The last noon, in UTC: events around it lie on one day, and none lies in the future. */
export function lastNoon(): number {
  const today = Math.floor(Date.now() / DAY) * DAY + DAY / 2;
  return today > Date.now() ? today - DAY : today;
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
