/** The least error that is corrected, in milliseconds. */
const LEAST = 60_000;

/**
 * Signatures are good for minutes. On a device whose clock is wrong, the time of the service is taken from its refusal: "Signature
 * expired: 20261101T120000Z is now earlier than 20261101T125500Z (20261101T130000Z - 5 min.)", of which the last is its own.
 */
export function correctClockSkew(clockSkew: { milliseconds: number }, message: string, now = Date.now()): void {
  const [, year, month, hour, minute, second] = /.*(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)/.exec(message) ?? [];
  const milliseconds = Date.parse(`${year}-${month}-${hour}:${minute}:${second}`) - now;
  if (Math.abs(milliseconds - clockSkew.milliseconds) > LEAST) clockSkew.milliseconds = milliseconds;
}
