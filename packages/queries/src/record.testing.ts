/** A record of CloudWatch RUM's log export, for tests: a page view of a guest, with what differs. */
export interface RecordChanges {
  id?: string;
  /** `http` for `com.amazon.rum.http_event`. */
  type?: string;
  /** ISO 8601. */
  at?: string;
  monitor?: string;
  session?: string;
  user?: string;
  release?: string;
  page?: string;
  details?: object;
  metadata?: object;
  dualRum?: object;
}

/** The record as a line of JSON. */
export function record({
  type = 'page_view',
  page = '/',
  monitor = 'ShopUnauthenticated',
  ...rest
}: RecordChanges): string {
  const at = Date.parse(rest.at ?? '2026-11-26T10:00:00Z');
  return JSON.stringify({
    event_timestamp: at,
    event_type: `com.amazon.rum.${type}_event`,
    event_id: rest.id ?? crypto.randomUUID(),
    event_version: '1.0.0',
    log_stream: new Date(at).toISOString().slice(0, 13),
    application_id: '11111111-2222-3333-4444-555555555555',
    application_version: rest.release ?? '1.0.0',
    metadata: { version: '1.0.0', pageId: page, browserName: 'Chrome', countryCode: 'DE', ...rest.metadata },
    user_details: { sessionId: rest.session ?? 'session-1', userId: rest.user ?? 'user-1' },
    event_details: { version: '1.0.0', ...(type === 'page_view' ? { pageId: page } : {}), ...rest.details },
    dual_rum: { monitor, ...rest.dualRum },
  });
}
