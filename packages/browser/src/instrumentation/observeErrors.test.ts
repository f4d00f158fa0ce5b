import { afterEach, expect, it } from 'vitest';
import { observeErrors, recordError, type ErrorOptions } from './observeErrors.ts';
import { fakeContext } from './fakes.testing.ts';

let undo: () => void = () => undefined;
afterEach(() => undo());

function observe(options: ErrorOptions = {}) {
  const { context, events } = fakeContext();
  undo = observeErrors(context, options);
  return events;
}
const error = (message: string, thrown?: unknown) =>
  window.dispatchEvent(new ErrorEvent('error', { message, error: thrown, filename: 'app.js', lineno: 3 }));
const rejection = (reason: unknown) => window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));

it('records errors and rejections that nobody catches', () => {
  const events = observe();
  error('Uncaught TypeError: one', new TypeError('one'));
  error('Script error.');
  rejection(new RangeError('two'));
  rejection('three');
  expect(events.map(({ type, data }) => [type, data['type'], data['message'], data['lineno']])).toEqual([
    ['js_error_event', 'TypeError', 'one', 3],
    ['js_error_event', 'error', 'Script error.', 3],
    ['js_error_event', 'RangeError', 'two', undefined],
    ['js_error_event', 'unhandledrejection', 'three', undefined],
  ]);
});

it('leaves out what the app ignores', () => {
  const events = observe({ ignore: (event) => event instanceof ErrorEvent && event.message === 'noise' });
  error('noise');
  error('news');
  expect(events.map(({ data }) => data['message'])).toEqual(['news']);
});

it('records an error on which ignore throws', () => {
  const events = observe({ ignore: (event) => (event as { error: Error }).error.message === 'noise' });
  error('Script error.');
  expect(events.map(({ data }) => data['message'])).toEqual(['Script error.']);
});

it('cuts the stack to the length that the telemetry asks for', () => {
  const events = observe({ stackTraceLength: 10 });
  error('one', new Error('one'));
  expect(events[0]!.data['stack']).toHaveLength(13);
});

it('records what the app reports: an error, an ErrorEvent, or anything', () => {
  const { context, events } = fakeContext();
  recordError(context, {}, new TypeError('one'));
  recordError(context, {}, new ErrorEvent('error', { message: 'two' }));
  recordError(context, {}, 'three');
  expect(events.map(({ data }) => [data['type'], data['message']])).toEqual([
    ['TypeError', 'one'],
    ['error', 'two'],
    ['three', 'three'],
  ]);
});
