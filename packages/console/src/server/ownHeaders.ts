import type { OutgoingHttpHeaders } from 'node:http';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Vue makes elements of its own compiled templates by the policy "vue"; no other text becomes HTML or script.
  "require-trusted-types-for 'script'",
  'trusted-types vue',
].join('; ');

/** Headers of the page and of the console's own endpoints: no other site may embed, read or be told of them. */
export const ownHeaders: OutgoingHttpHeaders = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
