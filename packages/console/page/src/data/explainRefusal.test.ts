import { expect, it } from 'vitest';
import { explainRefusal } from './explainRefusal.ts';

const refusal = (status: number, type: string, message = '', role: string | null = null) => ({
  status,
  type,
  message,
  role,
});

it.each([
  [
    'a guest’s role at the signed-in app monitor',
    refusal(403, 'AccessDeniedException', 'no policy', 'GuestRole'),
    /GuestRole may not write/,
    /sign-in source/,
  ],
  ['an unsigned write', refusal(403, 'AccessDeniedException', 'not signed'), /not signed/, /identityPoolId/],
  [
    'a Deny',
    refusal(403, 'AccessDeniedException', 'with an explicit deny in a policy', 'GuestRole'),
    /policy denies/,
    /lock/,
  ],
  [
    'credentials that have expired',
    refusal(403, 'ExpiredTokenException', 'expired'),
    /signature/,
    /identityPoolEndpoint/,
  ],
  ['a wrong signature', refusal(403, 'InvalidSignatureException'), /signature/, /identityPoolId/],
  ['an app monitor that is not here', refusal(404, 'ResourceNotFoundException'), /no app monitor/, /appMonitorId/],
  ['too large a batch', refusal(413, 'RequestEntityTooLargeException'), /larger/, /batchLimit/],
  ['too many requests', refusal(429, 'ThrottlingException'), /rate/, /waits/],
  ['a wrong body', refusal(400, 'ValidationException', 'RumEvents is missing'), /body/, /which field/],
  ['anything else', refusal(500, 'InternalServerException'), /did not take/, /reason/],
])('explains %s', (_, write, cause, fix) => {
  expect(explainRefusal(write).cause).toMatch(cause);
  expect(explainRefusal(write).fix).toMatch(fix);
});
