import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeBody } from './decodeBody.ts';

const decode = (body: string | Buffer, encoding?: string, limit = 1000) =>
  decodeBody(
    { body: Buffer.from(body), headers: encoding === undefined ? {} : { 'content-encoding': encoding } },
    limit,
  );

describe('decodeBody', () => {
  it('gives the JSON value of a body, gzipped or not', async () => {
    expect((await decode('{"a":"é"}')).value).toEqual({ a: 'é' });
    expect((await decode('[1]', 'identity')).value).toEqual([1]);
    expect((await decode(gzipSync('{"a":1}'), 'gzip')).value).toEqual({ a: 1 });
  });

  it.each<[string, string | Buffer, string | undefined, object]>([
    ['an empty body', '', undefined, { status: 400, message: expect.stringContaining('empty') as string }],
    [
      'a body that is not JSON',
      '{',
      undefined,
      { status: 400, message: expect.stringContaining('not JSON') as string },
    ],
    ['another compression', 'x', 'br', { status: 400, message: expect.stringContaining('"br"') as string }],
    [
      'what is not gzip',
      'x',
      'gzip',
      { status: 400, message: expect.stringContaining('does not decompress') as string },
    ],
    ['half of a gzip', gzipSync('{"a":1}').subarray(0, 15), 'gzip', { status: 400 }],
    ['what is too large when decompressed', gzipSync('x'.repeat(1001)), 'gzip', { status: 413 }],
  ])('refuses %s', async (_case, body, encoding, error) => {
    await expect(decode(body, encoding)).rejects.toMatchObject(error);
  });
});
