import { expect, it } from 'vitest';
import { queryAddress } from './queryAddress.ts';

it('encodes values so that the console reads them back', () => {
  expect(queryAddress('events', { text: 'a b+c&d', type: undefined, page: '' })).toBe(
    '/_query/events?text=a%20b%2Bc%26d',
  );
  expect(queryAddress('overview')).toBe('/_query/overview');
  expect(queryAddress('errors', { limit: 5 }, { from: 0, to: 1000 })).toBe(
    '/_query/errors?limit=5&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.000Z',
  );
});
