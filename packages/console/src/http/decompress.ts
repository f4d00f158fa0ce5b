import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { validation } from '../errors/AwsError.ts';
import type { Exchange } from './Exchange.ts';
import { tooLarge } from './readBody.ts';

const inflate = promisify(gunzip);

/** The bytes of a body, gunzipped if the request says so, `limit` at most. */
export async function decompress(
  { headers, body }: Pick<Exchange, 'headers' | 'body'>,
  limit: number,
): Promise<Buffer> {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') throw validation(`Content-Encoding "${encoding}" is not supported; send gzip or none.`);
  try {
    return await inflate(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('Decompressed, the body has more bytes than allowed', limit);
    throw validation(`The body says Content-Encoding: gzip but does not decompress: ${(error as Error).message}.`);
  }
}
