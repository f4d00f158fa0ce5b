import { validation } from '../errors/AwsError.ts';
import { decompress } from '../http/decompress.ts';
import type { Exchange } from '../http/Exchange.ts';

/** The JSON of a body as bytes and as a value. It may have `limit` bytes when decompressed. */
export async function decodeBody(
  request: Pick<Exchange, 'headers' | 'body'>,
  limit: number,
): Promise<{ bytes: Buffer; value: unknown }> {
  const bytes = await decompress(request, limit);
  if (bytes.length === 0) throw validation('The body is empty; PutRumEvents takes a JSON object.');
  try {
    return { bytes, value: readJson(bytes) };
  } catch (error) {
    throw validation(`The body is not JSON: ${(error as Error).message}.`);
  }
}

/** Bytes that are no UTF-8 count as the sign U+FFFD. */
export const readJson = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'));
