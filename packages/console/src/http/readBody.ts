import type { IncomingMessage } from 'node:http';
import { AwsError } from '../errors/AwsError.ts';

/**
 * Reads the whole body. A body over `limit` bytes is read to the end but not kept, so that the client gets an answer and
 * not a broken connection; `bodyError` is what to answer.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<{ body: Buffer; bodyError?: AwsError }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) return { body: Buffer.alloc(0), bodyError: tooLarge(`The body has ${size} bytes`, limit) };
  return { body: Buffer.concat(chunks) };
}

export const tooLarge = (what: string, limit: number): AwsError =>
  new AwsError(
    413,
    'RequestEntityTooLargeException',
    `${what}; this console takes at most ${limit}. Send fewer events per batch (batchLimit) or smaller details.`,
  );
