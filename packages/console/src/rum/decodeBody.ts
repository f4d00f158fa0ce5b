import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { validation } from '../errors/AwsError.ts';
import type { Exchange } from '../http/Exchange.ts';
import { tooLarge } from '../http/readBody.ts';

const inflate = promisify(gunzip);

/** The JSON value of a body, gunzipped if the request says so; `limit` bytes when decompressed. */
export async function decodeBody(request: Pick<Exchange, 'headers' | 'body'>, limit: number): Promise<unknown> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const bytes = encoding === 'identity' ? request.body : await decompress(request.body, encoding, limit);
  if (bytes.length === 0) throw validation('The body is empty; PutRumEvents takes a JSON object.');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw validation(`The body is not JSON: ${(error as Error).message}.`);
  }
}

async function decompress(body: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (encoding !== 'gzip') throw validation(`Content-Encoding "${encoding}" is not supported; send gzip or none.`);
  try {
    return await inflate(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('Decompressed, the body has more bytes than allowed', limit);
    throw validation(`The body says Content-Encoding: gzip but does not decompress: ${(error as Error).message}.`);
  }
}
