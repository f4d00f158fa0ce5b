import { validation } from '../errors/AwsError.ts';
import { decompress } from '../http/decompress.ts';
import type { Exchange } from '../http/Exchange.ts';

/** The JSON value of a body, which may have `limit` bytes when decompressed. */
export async function decodeBody(request: Pick<Exchange, 'headers' | 'body'>, limit: number): Promise<unknown> {
  const bytes = await decompress(request, limit);
  if (bytes.length === 0) throw validation('The body is empty; PutRumEvents takes a JSON object.');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw validation(`The body is not JSON: ${(error as Error).message}.`);
  }
}
