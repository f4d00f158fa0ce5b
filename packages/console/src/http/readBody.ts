import type { IncomingMessage } from 'node:http';
import { AwsError } from '../errors/AwsError.ts';

/**
 * Reads the whole body. A body over `limit` bytes is read to the end but not kept, so that the client gets an answer and
 * not a broken connection; `bodyError` is what to answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<{ body: Buffer; bodyError?: AwsError }> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      if (size > limit) resolve({ body: Buffer.alloc(0), bodyError: tooLarge(`The body has ${size} bytes`, limit) });
      else resolve({ body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size) });
    });
    request.on('error', reject);
    request.on('close', () => reject(new Error('The request broke off.')));
  });
}

export const tooLarge = (what: string, limit: number): AwsError =>
  new AwsError(
    413,
    'RequestEntityTooLargeException',
    `${what}; this console takes at most ${limit}. Send fewer events per batch (batchLimit) or smaller details.`,
  );
