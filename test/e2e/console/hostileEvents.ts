import { randomUUID } from 'node:crypto';

/** Texts that would run as a script if the page took them for HTML or for an address. Each says so in `ran`. */
const TEXTS = [
  '<img src=x onerror="window.ran=1">',
  '<script>window.ran=1</script>',
  '"><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '{{ constructor.constructor("window.ran=1")() }}',
  "'; window.ran=1; //",
  '<style>body{display:none}</style>',
  '</title><iframe srcdoc="<script>parent.ran=1</script>">',
  '../../_faults',
  '\u202etxt.exe\u0000\ufffd',
];

/** A batch of valid events with these texts wherever an app can put one. */
export function hostileEvents(): { UserDetails: { userId: string; sessionId: string }; RumEvents: object[] } {
  const at = Math.floor(Date.now() / 1000);
  const event = (type: string, details: object, text: string) => ({
    id: randomUUID(),
    timestamp: at,
    type,
    details: JSON.stringify({ version: '1.0.0', ...details }),
    metadata: JSON.stringify({
      version: '1.0.0',
      pageId: text,
      title: text,
      browserName: text,
      countryCode: text,
      __proto__x: text,
    }),
  });
  return {
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: TEXTS.flatMap((text) => [
      event('com.amazon.rum.page_view_event', { pageId: text, interaction: 1 }, text),
      event('com.amazon.rum.js_error_event', { type: text, message: text, stack: text, filename: text }, text),
      event('com.amazon.rum.http_event', { request: { method: text, url: text }, response: { status: 500 } }, text),
      event('com.amazon.rum.performance_resource_event', { targetUrl: text, duration: 5 }, text),
      event('my_event', { a: text, [text]: text }, text),
    ]),
  };
}
