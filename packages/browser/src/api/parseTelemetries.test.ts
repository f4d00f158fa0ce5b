import { expect, it } from 'vitest';
import { mergeTelemetries, parseTelemetries } from './parseTelemetries.ts';

it('gives each telemetry its options, by its name in lower case', () => {
  const http = { recordAllRequests: true };
  expect([...parseTelemetries(['Errors', ['HTTP', http], ['performance']])]).toEqual([
    ['errors', {}],
    ['http', http],
    ['performance', {}],
  ]);
});

it('takes the last entry of a telemetry that is named twice', () => {
  expect([...parseTelemetries([['http', { recordAllRequests: true }], 'http'])]).toEqual([['http', {}]]);
});

it('merges what two app monitors record, with the options of both, the guests’ where they differ', () => {
  const guest = parseTelemetries(['errors', ['performance', { eventLimit: 5 }], 'http']);
  const authenticated = parseTelemetries([
    ['performance', { eventLimit: 9, recordAllTypes: ['image'] }],
    ['http', { recordAllRequests: true }],
    'interaction',
  ]);
  expect(Object.fromEntries(mergeTelemetries(guest, authenticated))).toEqual({
    errors: {},
    performance: { eventLimit: 5, recordAllTypes: ['image'] },
    http: { recordAllRequests: true },
    interaction: {},
  });
});
