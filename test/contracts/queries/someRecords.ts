const MONITORS = ['Shop_Unauthenticated', 'Shop_Authenticated'];
const PAGES = ['/', '/products/:id', '/cart', '/sign-in', '/orders', 'ünï/"quoted"'];
const DAY = 24 * 3600 * 1000;

export interface SomeRecord {
  monitor: string;
  day: string;
  line: string;
}

/**
 * Records of CloudWatch RUM's log export, of some days from `first` on, with what data has that nobody designed: events twice, in one second, without a session,
 * with fields of other types, and types that look like the web client's own. The same for the same `first` and `seed`.
 */
export function someRecords(first: number, count: number, days: number, seed = 7): SomeRecord[] {
  const random = numbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('');
  const sessions = Array.from({ length: Math.ceil(count / 25) }, () => ({
    id: uuid(),
    user: uuid(),
    monitor: pick(MONITORS),
    at: first + below(days * DAY - 7_200_000),
    view: 0,
  }));
  const url = (): string =>
    pick([
      `https://shop.example/api/orders/${below(9)}/lines?x=1`,
      `https://shop.example/api/users/${uuid()}`,
      '/api/v2/cart#top',
      `http://127.0.0.1:80/${hex(20)}/x`,
      'https://cdn.example',
    ]);
  const vital = (): unknown => pick<unknown>([below(5000), random() * 3, 0, `${below(9)}`, null, { odd: true }]);
  const detailsOf: Record<string, (session: (typeof sessions)[0]) => object> = {
    page_view: (session) => ({ pageId: pick(PAGES), interaction: session.view++ }),
    session_start: () => ({}),
    http: () => ({
      request: { method: pick(['GET', 'POST']), url: url() },
      ...pick([
        { response: { status: 200 } },
        { response: { status: 404 } },
        { response: { status: 503 } },
        { error: { type: 'TypeError', message: 'Failed to fetch' } },
        {},
      ]),
    }),
    performance_resource: () => ({
      targetUrl: url(),
      initiatorType: pick(['fetch', 'xmlhttprequest', 'img']),
      duration: random() * 1000,
    }),
    js_error: () =>
      pick([
        {
          type: 'TypeError',
          message: `x of ${below(3)}`,
          stack: `TypeError: at night\n    at buy (app.js:${below(3)}:1)\n    at click (app.js:9:9)`,
        },
        {
          type: 'Error',
          message: 'firefox',
          stack: `buy@https://shop.example/app.js:1:${below(3)}\nclick@https://shop.example/app.js:2:2`,
        },
        { message: 'no stack', filename: 'a.js', lineno: below(3), colno: 1 },
        {},
      ]),
    largest_contentful_paint: () => ({ value: vital() }),
    interaction_to_next_paint: () => ({ value: vital() }),
    cumulative_layout_shift: () => ({ value: vital() }),
    first_contentful_paint: () => ({ value: vital() }),
    time_to_first_byte: () => ({ value: vital() }),
  };
  const ownTypes = ['checkout', 'http', 'com.example.thing'];
  const records = Array.from({ length: count }, (): SomeRecord => {
    const session = pick(sessions);
    const short = below(20) === 0 ? undefined : pick(Object.keys(detailsOf));
    const at = Math.floor((session.at + below(7_000_000)) / 1000) * 1000;
    const nobody = below(50) === 0;
    const record = {
      event_timestamp: at,
      event_type: short === undefined ? pick(ownTypes) : `com.amazon.rum.${short}_event`,
      event_id: uuid(),
      event_version: '1.0.0',
      log_stream: new Date(at).toISOString().slice(0, 13),
      application_id:
        session.monitor === MONITORS[0]
          ? '11111111-2222-3333-4444-555555555555'
          : '11111111-2222-3333-4444-666666666666',
      application_version: pick(['1.0.0', '1.1.0', '']),
      metadata: {
        version: '1.0.0',
        pageId: pick(PAGES),
        interaction: below(5),
        countryCode: pick(['DE', 'FR', undefined]),
        browserName: pick(['Chrome', 'Firefox']),
        ...pick([{}, { 'aws:releaseId': 'r-1' }]),
      },
      user_details: nobody ? {} : { sessionId: session.id, userId: session.user },
      event_details: {
        version: '1.0.0',
        note: 'line\nbreak \u{1f511} "quoted" \\ back',
        ...(short === undefined ? {} : detailsOf[short]!(session)),
      },
    };
    return { monitor: session.monitor, day: new Date(at).toISOString().slice(0, 10), line: JSON.stringify(record) };
  });
  // Some events are there twice.
  return [...records, ...records.filter((_, index) => index % 13 === 0)];
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
