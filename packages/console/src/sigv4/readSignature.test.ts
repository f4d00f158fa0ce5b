import { describe, expect, it } from 'vitest';
import { readSignature } from './readSignature.ts';

const date = '20260131T120000Z';
const scope = 'ASIAX/20260131/us-east-1/rum/aws4_request';
const header = (changes: Record<string, string | undefined> = {}) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=ab12`,
  'x-amz-date': date,
  'x-amz-security-token': 'token',
  ...changes,
});
const query = (changes: Record<string, string> = {}) =>
  new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': scope,
    'X-Amz-Date': date,
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'ab12',
    ...changes,
  }).toString();

describe('readSignature', () => {
  it('reads a signature in the header', () => {
    expect(readSignature({ headers: header(), rawQuery: '' })).toEqual({
      form: 'header',
      accessKeyId: 'ASIAX',
      scope: { date: '20260131', region: 'us-east-1', service: 'rum' },
      signedHeaders: ['host', 'x-amz-date'],
      signature: 'ab12',
      amzDate: date,
      expiresIn: 0,
      sessionToken: 'token',
    });
  });

  it('reads a signature in the query', () => {
    expect(readSignature({ headers: {}, rawQuery: query() })).toMatchObject({
      form: 'query',
      accessKeyId: 'ASIAX',
      signedHeaders: ['host'],
      expiresIn: 60,
      sessionToken: undefined,
    });
  });

  it('gives null for an unsigned request', () => {
    expect(readSignature({ headers: {}, rawQuery: 'debug=1' })).toBeNull();
  });

  it.each([
    ['both signatures', header(), query(), 'signed twice'],
    ['no date', header({ 'x-amz-date': undefined }), '', 'no X-Amz-Date header'],
    ['another algorithm', {}, query({ 'X-Amz-Algorithm': 'AWS4-ECDSA' }), 'X-Amz-Algorithm must be'],
    ['a lifetime that is no number', {}, query({ 'X-Amz-Expires': '1h' }), '"1h" must be a whole number'],
    ['a parameter twice', {}, `${query()}&X-Amz-Date=${date}`, 'it is there 2 times'],
    ['a short scope', {}, query({ 'X-Amz-Credential': 'ASIAX/20260131' }), 'must be <access key id>/<date>'],
    ['upper-case header names', {}, query({ 'X-Amz-SignedHeaders': 'Host' }), 'must be lower-case'],
  ])('refuses %s', (_case, headers, rawQuery, message) => {
    expect(() => readSignature({ headers, rawQuery })).toThrow(message);
  });
});
