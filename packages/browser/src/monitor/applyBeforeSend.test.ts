import { expect, it } from 'vitest';
import { applyBeforeSend } from './applyBeforeSend.ts';

const event = (id: string, details: object = {}) => ({
  id,
  type: 'type',
  timestamp: new Date(1000),
  details: JSON.stringify(details),
  metadata: JSON.stringify({ pageId: '/a' }),
});

it('shows each event with objects, and the monitor it goes to', () => {
  const seen: unknown[] = [];
  applyBeforeSend((event, monitor) => void seen.push(event, monitor), 'guest', [event('1', { a: 1 })]);
  expect(seen).toEqual([
    { id: '1', type: 'type', timestamp: new Date(1000), details: { a: 1 }, metadata: { pageId: '/a' } },
    'guest',
  ]);
});

it('sends what beforeSend returns, and what it changes in place', () => {
  const { events } = applyBeforeSend(
    (event) => {
      if (event.id === '2') return { ...event, details: { b: 2 } };
      event.metadata.seen = true;
      return undefined;
    },
    'guest',
    [event('1'), event('2', { secret: 1 })],
  );
  expect(events.map(({ details, metadata }) => [details, metadata])).toEqual([
    ['{}', '{"pageId":"/a","seen":true}'],
    ['{"b":2}', '{"pageId":"/a"}'],
  ]);
});

it('drops on null and false, and counts it', () => {
  const { events, dropped, failures } = applyBeforeSend(
    ({ id }) => (id === '1' ? null : id === '2' ? false : undefined),
    'guest',
    ['1', '2', '3'].map((id) => event(id)),
  );
  expect(events.map(({ id }) => id)).toEqual(['3']);
  expect(dropped).toBe(2);
  expect(failures).toEqual([]);
});

it('does not send an event that beforeSend throws on, and goes on with the next', () => {
  const cause = new Error('the app');
  const screened = applyBeforeSend(
    ({ id }) => {
      if (id === '1') throw cause;
      return undefined;
    },
    'guest',
    ['1', '2'].map((id) => event(id)),
  );
  expect(screened.events.map(({ id }) => id)).toEqual(['2']);
  expect(screened.failures).toEqual([{ type: 'type', cause }]);
  expect(screened.dropped).toBe(1);
});

it('takes a copy through JSON, whose date is text', () => {
  const { events } = applyBeforeSend((event) => JSON.parse(JSON.stringify(event)) as never, 'guest', [event('1')]);
  expect(events).toEqual([event('1')]);
});

it('keeps the id, the type and a time, whatever beforeSend makes of them', () => {
  const answers = [{ id: '' }, { type: 5 }, { timestamp: 'no date' }, { timestamp: undefined }, {}];
  for (const answer of answers) {
    const { events } = applyBeforeSend((event) => ({ ...event, ...answer }) as never, 'guest', [event('1')]);
    expect(events).toEqual([event('1')]);
  }
});

it('does not send what an asynchronous beforeSend has not screened yet', () => {
  const { events, failures } = applyBeforeSend((() => Promise.resolve(null)) as never, 'guest', [event('1')]);
  expect(events).toEqual([]);
  expect(String(failures[0]!.cause)).toMatch(/promise/);
});

it('drops only the event that beforeSend makes unserializable', () => {
  const { events, failures } = applyBeforeSend(
    (event) => (event.id === '1' ? { ...event, details: { count: 10n } } : event),
    'guest',
    ['1', '2'].map((id) => event(id)),
  );
  expect(events.map(({ id }) => id)).toEqual(['2']);
  expect(failures).toHaveLength(1);
});
