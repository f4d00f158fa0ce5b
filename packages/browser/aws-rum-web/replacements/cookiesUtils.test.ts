import * as original from '@aws-rum/web-core/utils/cookies-utils?original';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as standIn from './cookiesUtils.ts';

const attributes = { domain: 'example.com', path: '/shop', sameSite: 'Strict', secure: true };
const both = [original as typeof standIn, standIn];
let cookies = '';
let written: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  written = [];
  vi.spyOn(document, 'cookie', 'set').mockImplementation((cookie) => void written.push(cookie));
  vi.spyOn(document, 'cookie', 'get').mockImplementation(() => cookies);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it.each<[string, Parameters<typeof standIn.storeCookie>]>([
  ['with a time to live', ['a', 'b', attributes, 60]],
  ['with a date', ['a', 'b', attributes, undefined, new Date(5000)]],
  ['with both', ['a', 'b', attributes, 60, new Date(5000)]],
  ['of a session', ['a', '', { ...attributes, secure: false }]],
])('writes a cookie %s as the original does', (_, given) => {
  for (const { storeCookie } of both) storeCookie(...given);
  expect(written).toHaveLength(2);
  expect(written[1]).toBe(written[0]);
});

it('names no domain where the host is one word, which WebKit does not take', () => {
  standIn.storeCookie('a', 'b', { ...attributes, domain: 'localhost' });
  expect(written).toEqual(['a=b; Path=/shop; SameSite=Strict; Secure']);
});

it('reads a cookie as the original does', () => {
  for (cookies of ['', 'a=b', 'aa=c; a=b', 'a=b==; c=d', 'c=d; a=', 'xa=b'])
    for (const name of ['a', 'aa', 'c', 'x']) expect(standIn.getCookie(name)).toBe(both[0]!.getCookie(name));
});

it('removes a cookie, one that is secure as well', () => {
  standIn.removeCookie('a', attributes);
  expect(written).toEqual([
    'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Domain=example.com; Path=/shop; SameSite=Strict; Secure',
  ]);
});
