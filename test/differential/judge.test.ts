import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { Difference } from './differences.ts';
import { judge } from './judge.ts';
import { normalize } from './normalize.ts';

const event = (label: string, fields: Record<string, unknown> = {}) => ({ label, fields });

describe('compare', () => {
  it('finds nothing in the same events in another order', () => {
    const [a, b] = [event('click', { x: 1 }), event('click', { x: 2 })];
    expect(compare([a, b], [b, a])).toEqual([]);
  });

  it('finds events that are missing, one too many, or new', () => {
    expect(compare([event('a'), event('b')], [event('b'), event('b'), event('c')])).toEqual([
      { event: 'a', field: 'count', plain: 1, dual: 0 },
      { event: 'b', field: 'count', plain: 1, dual: 2 },
      { event: 'c', field: 'count', plain: 0, dual: 1 },
    ]);
  });

  it('finds values that differ and fields that are absent', () => {
    expect(compare([event('a', { x: 1, same: 2 })], [event('a', { y: null, same: 2 })])).toEqual([
      { event: 'a', field: 'x', plain: '1', dual: 'absent' },
      { event: 'a', field: 'y', plain: 'absent', dual: 'null' },
    ]);
  });
});

it('compare finds values that have changed places between events', () => {
  const plain = [event('a', { x: 1, y: 1 }), event('a', { x: 2, y: 2 })];
  const dual = [event('a', { x: 1, y: 2 }), event('a', { x: 2, y: 1 })];
  expect(compare(plain, dual)).toMatchObject([{ event: 'a', field: 'combination' }]);
});

describe('normalize', () => {
  const stored = (type: string, details: object, metadata: object = {}) =>
    normalize([{ type, details, metadata } as never], 'http://guest.localhost:80')[0]!;

  it('takes out ids, places and measurements, and keeps what the page decides', () => {
    const uuid = '11111111-2222-4333-8444-555555555555';
    const details = { stack: 'at x:1:2', message: `of ${uuid}`, startTime: 12.3, request: { status: 404 } };
    expect(
      stored('com.amazon.rum.js_error_event', details, { interaction: 3, url: 'http://guest.localhost:80/a' }),
    ).toEqual({
      label: 'js_error of <uuid>',
      fields: {
        'details.stack': '<stack>',
        'details.message': 'of <uuid>',
        'details.startTime': '<number>',
        'details.request.status': 404,
        'metadata.interaction': 3,
        'metadata.url': '<site>/a',
      },
    });
  });

  it('keeps every number of a custom event', () => {
    expect(stored('order', { total: 9.5 }).fields['details.total']).toBe(9.5);
  });
});

describe('judge', () => {
  const listed = (changes: Partial<Difference> = {}): Difference => ({
    subject: 'both',
    event: /^click$/,
    field: /^count$/,
    kind: 'wanted',
    reason: '',
    ...changes,
  });
  const found = (subject: 'guest' | 'authenticated', field = 'count') => ({
    subject,
    event: 'click',
    field,
    plain: 1,
    dual: 2,
  });
  const inBoth = [found('guest'), found('authenticated')];

  it('accepts what is listed and occurs', () => {
    expect(judge(inBoth, [listed()])).toEqual({ unlisted: [], gone: [] });
  });

  it('names what is not listed: another field, another Dual RUM', () => {
    expect(judge([found('guest', 'x')], []).unlisted).toEqual([found('guest', 'x')]);
    expect(judge(inBoth, [listed({ subject: 'guest' })]).unlisted).toEqual([found('authenticated')]);
  });

  it('names what is listed and no longer occurs, unless it occurs only sometimes', () => {
    expect(judge([found('guest')], [listed()]).gone).toEqual([listed()]);
    expect(judge([], [listed({ sometimes: true })]).gone).toEqual([]);
  });
});
