import type { IncomingMessage } from 'node:http';
import { AwsError } from '../errors/AwsError.ts';

/**
 * The whole body. One over `limit` bytes is read to the end and thrown away, so that the client sees an answer and not a
 * reset; the error to answer with comes instead.
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
