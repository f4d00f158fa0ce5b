import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeEvent, isTrouble, stackOf } from './describeEvent.ts';

it.each([
  ['page_view', { pageId: '/cart' }, '/cart'],
  ['http', { request: { method: 'GET', url: '/api' }, response: { status: 503 } }, 'GET /api 503'],
  [
    'http',
    { request: { method: 'GET', url: '/api' }, error: { message: 'Failed to fetch' } },
    'GET /api Failed to fetch',
  ],
  ['http', { request: { method: 'GET', url: '/api' } }, 'GET /api no answer'],
  ['js_error', { type: 'TypeError', message: 'x is undefined' }, 'TypeError: x is undefined'],
  ['largest_contentful_paint', { value: 820.4 }, '820 ms'],
  ['cumulative_layout_shift', { value: 0.123 }, '0.12'],
  ['performance_resource', { targetUrl: '/a.js', duration: 12_345 }, '/a.js 12.35 s'],
  ['dom_event', { event: 'click', elementId: 'buy' }, 'click buy'],
  ['order_placed', { total: 48 }, ''],
])('a %s says what it is about', (type, details, says) => {
  expect(describeEvent(type, details)).toBe(says);
});

it('tells trouble: errors, and requests that failed or had no answer', () => {
  expect(isTrouble('js_error', {})).toBe(true);
  expect(isTrouble('http', { response: { status: 404 } })).toBe(true);
  expect(isTrouble('http', { error: {} })).toBe(true);
  expect(isTrouble('http', { response: { status: 200 } })).toBe(false);
  expect(isTrouble('page_view', {})).toBe(false);
});

it('prefers the unminified stack', () => {
  expect(stackOf({ stack: 'at a', unminifiedStack: 'at buy' })).toBe('at buy');
  expect(stackOf({ stack: 'at a' })).toBe('at a');
  expect(stackOf({ stack: '' })).toBeUndefined();
});

it('takes whatever an app sends', () => {
  const types = fc.constantFrom('page_view', 'http', 'js_error', 'dom_event', 'performance_resource', 'x');
  fc.assert(
    fc.property(types, fc.jsonValue(), (type, details) => {
      expect(typeof describeEvent(type, details)).toBe('string');
      expect(typeof isTrouble(type, details)).toBe('boolean');
      expect(['string', 'undefined']).toContain(typeof stackOf(details));
    }),
  );
});
