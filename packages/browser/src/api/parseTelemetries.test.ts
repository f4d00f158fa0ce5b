import { expect, it } from 'vitest';
import { parseTelemetries } from './parseTelemetries.ts';

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
