import type { Answer } from './Send.ts';
import { correctClockSkew } from './correctClockSkew.ts';

/** Reads the answer to the end: until then, a keepalive request counts against what the browser lets all of them hold. */
export async function readAnswer(response: Response, clockSkew: { milliseconds: number }): Promise<Answer> {
  const { status, ok, headers } = response;
  const text = await response.text().catch(() => '');
  if (ok) return { status };
  const message = /"[Mm]essage"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  if (status === 403) correctClockSkew(clockSkew, message);
  const header = headers.get('retry-after') ?? '';
  // Seconds, or a date.
  const wait = Number(header) * 1000 || Date.parse(header) - Date.now();
  return { status, note: `${status} ${message}`, retryAfter: wait > 0 ? wait : 0 };
}
