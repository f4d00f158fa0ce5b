import { expect, it } from 'vitest';
import type { Exchange, FileReply } from '../http/Exchange.ts';
import { createPage } from './createPage.ts';
import { readPage } from './readPage.ts';

const html = 'text/html,application/xhtml+xml';
const files = new Map([
  ['/index.html', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p>page</p>') }],
  ['/assets/a.js', { type: 'text/javascript', bytes: Buffer.from('1') }],
  ['/secret.md', { type: 'text/plain', bytes: Buffer.from('2') }],
]);
const page = createPage(files, []);
const text = (method: string, path: string, accept?: string) =>
  (page(method, path, accept)?.({} as Exchange) as FileReply | undefined)?.file.toString();

it('is at every address of a view, for browsers', () => {
  for (const path of ['/', '/journeys', '/sessions', '/sessions/x', '/faults'])
    expect(text('GET', path, html)).toBe('<p>page</p>');
});

it('is nowhere else, and programs get the endpoints', () => {
  for (const path of [
    '/_events',
    '/issuer/x',
    '/appmonitors/x',
    '/nothing',
    '//',
    '/sessionsx',
    '/assets/../secret.md',
    '/secret.md',
    '/assets/b.js',
  ])
    expect(text('GET', path, html)).toBeUndefined();
  expect(text('POST', '/', html)).toBeUndefined();
  expect(text('GET', '/', '*/*')).toBeUndefined();
  expect(text('GET', '/assets/a.js')).toBe('1');
});

it('says how to build it when it is not built', () => {
  expect(readPage('/nowhere')).toEqual(new Map());
  const reply = createPage(new Map(), [])('GET', '/', html)!({} as Exchange) as FileReply;
  expect(reply.file.toString()).toContain('npm run build -- console');
});

it('tells the page which app monitors there are, whatever their names', () => {
  const name = '</script><script>alert(1)</script>$&';
  const monitors = [{ id: 'a', name, state: 'guest' as const }];
  const html = '<script type="application/json" id="monitors">\n  []\n</script><p>[]</p>';
  const built = new Map([['/index.html', { type: 'text/html', bytes: Buffer.from(html) }]]);
  const reply = createPage(built, monitors)('GET', '/', 'text/html')!({} as Exchange) as FileReply;
  const [, json, rest] = /^<script type="application\/json" id="monitors">(.*?)<\/script>(.*)$/.exec(
    reply.file.toString(),
  )!;
  expect(JSON.parse(json!)).toEqual(monitors);
  expect(rest).toBe('<p>[]</p>');
});
