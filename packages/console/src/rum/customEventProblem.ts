/** The types of the web client's own events start with this. */
const ownPrefix = 'com.amazon.rum.';
const maxPayloadBytes = 6 * 1024;

/**
 * What in an event breaks the documented requirements on custom events, if anything does. `details` is JSON.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-custom-events.html
 */
export function customEventProblem(
  type: string,
  details: string,
): { field: string; found: unknown; expected: string } | undefined {
  if (type.startsWith(ownPrefix)) return undefined;
  if (!/^[\w.-]{1,256}$/.test(type))
    return { field: 'type', found: type, expected: '1 to 256 letters, digits, underscores, hyphens and periods' };
  const value: unknown = JSON.parse(details);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { field: 'details', found: details, expected: 'an object of fields and values' };
  const bytes = Buffer.byteLength(details);
  if (bytes > maxPayloadBytes)
    return { field: 'details', found: `${bytes} bytes`, expected: `at most ${maxPayloadBytes} bytes` };
  return undefined;
}
