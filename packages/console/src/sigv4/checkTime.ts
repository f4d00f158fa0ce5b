import { formatAmzDate, parseAmzDate } from './parseAmzDate.ts';
import { incomplete, invalid, type Signature } from './Signature.ts';

const skew = 5 * 60_000;
const longest = 7 * 24 * 3600;

/** Throws when a request was signed more than five minutes ago, or for a presigned request when it has expired. */
export function checkTime(signature: Signature, now: number): void {
  const signedAt = parseAmzDate(signature.amzDate);
  if (signature.scope.date !== signature.amzDate.slice(0, 8)) {
    throw invalid(
      `The credential scope is of ${signature.scope.date} but the request of ${signature.amzDate}; both must be the same day in UTC.`,
    );
  }
  if (signature.expiresIn > longest)
    throw incomplete(`X-Amz-Expires is ${signature.expiresIn} seconds; a week (${longest}) is the most.`);
  if (signedAt > now + skew) {
    throw invalid(
      `Signature not yet current: ${signature.amzDate} is more than 5 minutes after ${formatAmzDate(now)}. Correct the client's clock.`,
    );
  }
  const end = signature.form === 'header' ? signedAt + skew : signedAt + signature.expiresIn * 1000;
  if (end < now) {
    const span = signature.form === 'header' ? '5 minutes' : `${signature.expiresIn} seconds (X-Amz-Expires)`;
    throw invalid(
      `Signature expired: ${signature.amzDate} plus ${span} is before ${formatAmzDate(now)}. Sign again for every attempt, and correct the client's clock if it is slow.`,
    );
  }
}
