import { describe, expect, it } from 'vitest';
import { addHeader } from './addHeader.ts';

const add = (...args: Parameters<typeof fetch>) => addHeader(args, ['x-trace', 'ours']);
/** Names in lower case, as browsers have them. */
const headersOf = (init: RequestInit | undefined) =>
  Object.fromEntries([...(init!.headers as Headers)].map(([name, value]) => [name.toLowerCase(), value]));
const mine = { 'x-mine': '1' };
const both = { 'x-mine': '1', 'x-trace': 'ours' };

describe('the header is added', () => {
  it.each<[string, RequestInit | null | undefined, object]>([
    ['without options', undefined, { 'x-trace': 'ours' }],
    ['to null', null, { 'x-trace': 'ours' }],
    ['to an object', { headers: mine }, both],
    ['to Headers', { headers: new Headers(mine) }, both],
    ['to pairs', { headers: [['x-mine', '1']] }, both],
    ['to frozen options', Object.freeze({ headers: Object.freeze({ ...mine }) }), both],
  ])('%s', (_, init, expected) => {
    expect(headersOf(add('/one', init as RequestInit)[1])).toEqual(expected);
  });

  it('to those of a Request, unless the options have their own', () => {
    const request = new Request('https://app.test/', { headers: mine });
    expect(headersOf(add(request)[1])).toEqual(both);
    expect(headersOf(add(request, { headers: { 'x-mine': '2' } })[1])).toEqual({ ...both, 'x-mine': '2' });
    expect(Object.fromEntries(request.headers)).toEqual(mine);
  });
});

it('keeps every option, known or not, inherited or not, and the referrer of a Request', () => {
  const signal = new AbortController().signal;
  class Options {
    get method() {
      return 'POST';
    }
    body = 'order';
  }
  expect(add('/one', new Options())[1]).toMatchObject({ method: 'POST', body: 'order' });
  expect(add('/one', { signal, own: 1 } as RequestInit)[1]).toMatchObject({ signal, own: 1 });
  const request = Object.assign(new Request('https://app.test/'), {});
  const { referrer, referrerPolicy } = request;
  expect(add(request)[1]).toMatchObject({ referrer, referrerPolicy });
  expect(add(request, { referrer: '/other' })[1]).toMatchObject({ referrer: '/other' });
});

it('leaves what the app gave as it was', () => {
  const headers = { ...mine };
  const init = { headers };
  const [input, sent] = add('/one', init);
  expect(input).toBe('/one');
  expect(sent).not.toBe(init);
  expect(init).toEqual({ headers: mine });
  expect(init.headers).toBe(headers);
});

it('leaves options that the browser refuses for the browser to refuse', () => {
  const init = { headers: [['only a name']] } as unknown as RequestInit;
  expect(add('/one', init)).toEqual(['/one', init]);
});
