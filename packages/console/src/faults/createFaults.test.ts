import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Route } from '../http/Route.ts';
import { createFaults } from './createFaults.ts';
import type { Fault } from './Fault.ts';
import { faultError } from './faultError.ts';

const route = (changes: Partial<Route> = {}): Route => ({
  target: 'rum',
  operation: 'PutRumEvents',
  monitorId: 'a',
  handle: () => ({ status: 200, body: {} }),
  ...changes,
});
const names: Record<string, string> = { a: 'Guests', b: 'Users' };
const create = (...faults: Fault[]) => {
  const created = createFaults((id) => names[id]);
  faults.forEach((fault) => created.add(fault));
  return created;
};
const body = Buffer.from(JSON.stringify({ RumEvents: [{ id: 'poison' }, { id: 'fine' }] }));
const status = (more: object = {}): Fault => ({ kind: 'status', status: 500, ...more });
const hit = (fault: Fault, changes: Partial<Route> = {}, given = body) =>
  create(fault).take(route(changes), given).outcome !== undefined;

describe('a fault', () => {
  it.each<[string, Fault, Partial<Route>, boolean]>([
    ['is for PutRumEvents unless it says otherwise', status(), {}, true],
    ['spares the identity pool', status(), { target: 'identity' }, false],
    ['spares the console itself', status(), { target: 'control' }, false],
    ['is for the service it names', status({ target: 'identity' }), { target: 'identity' }, true],
    [
      'is for the operation it names',
      status({ target: 'identity', operation: 'GetId' }),
      { target: 'identity' },
      false,
    ],
    ['is for the app monitor it names by id', status({ monitor: 'a' }), {}, true],
    ['is for the app monitor it names by name', status({ monitor: 'Users' }), { monitorId: 'b' }, true],
    ['spares other app monitors', status({ monitor: 'Users' }), {}, false],
    ['is for bodies of more bytes', status({ overBytes: body.length - 1 }), {}, true],
    ['spares bodies of as many bytes', status({ overBytes: body.length }), {}, false],
    ['is for batches of more events', status({ overEvents: 1 }), {}, true],
    ['spares batches of as many events', status({ overEvents: 2 }), {}, false],
    ['is for bodies that contain its text', status({ containing: 'poison' }), {}, true],
    ['spares bodies that do not', status({ containing: 'venom' }), {}, false],
  ])('%s', (_case, fault, changes, expected) => {
    expect(hit(fault, changes)).toBe(expected);
  });

  it('that counts events spares a body that is not JSON', () => {
    expect(hit(status({ overEvents: 0 }), {}, Buffer.from('{'))).toBe(false);
  });

  it('lets `skip` requests through and hits `times` of them, whatever the numbers', () => {
    const few = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 5 }), few, (skip, times, more) => {
        const faults = create(status({ skip, times }));
        const taken = Array.from({ length: skip + times + more }, () => faults.take(route(), body).outcome?.kind);
        expect(taken.map((kind) => kind === 'status')).toEqual([
          ...Array<boolean>(skip).fill(false),
          ...Array<boolean>(times).fill(true),
          ...Array<boolean>(more).fill(false),
        ]);
        expect(faults.list()).toEqual([]);
      }),
    );
  });

  it('works together with others: latencies add up, and the first outcome wins without using up the next', () => {
    const faults = create(
      { kind: 'latency', ms: 5 },
      status({ times: 1 }),
      { kind: 'drop-after' },
      { kind: 'latency', ms: 7 },
    );
    expect(faults.take(route(), body)).toMatchObject({ latency: 12, outcome: { kind: 'status' } });
    expect(faults.take(route(), body)).toMatchObject({ latency: 12, outcome: { kind: 'drop-after' } });
    expect(faults.list().map(({ kind, hits }) => [kind, hits])).toEqual([
      ['latency', 2],
      ['drop-after', 1],
      ['latency', 2],
    ]);
  });

  it('breaks a request before its body is read; a preflight only when offline', () => {
    expect(create({ kind: 'drop-mid-request' }).breakRequest(route(), false)).toBe('drop-mid-request');
    expect(create({ kind: 'drop-mid-request' }).breakRequest(route(), true)).toBeUndefined();
    expect(create({ kind: 'offline' }).breakRequest(route(), true)).toBe('offline');
    expect(create(status()).breakRequest(route(), false)).toBeUndefined();
    expect(create({ kind: 'offline' }).take(route(), body)).toEqual({ latency: 0, outcome: undefined });
  });

  it('is taken off by its undo alone, or all by clear', () => {
    const faults = create(status());
    const undo = faults.add({ kind: 'offline' });
    undo();
    expect(faults.list()).toMatchObject([{ kind: 'status', id: 1, hits: 0 }]);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});

it('a status is named as the service names it', () => {
  const error = (code: number, target: 'rum' | 'identity', more: object = {}) =>
    faultError({ kind: 'status', status: code, ...more }, target);
  expect(error(413, 'rum')).toMatchObject({ status: 413, type: 'RequestEntityTooLargeException' });
  expect(error(429, 'identity')).toMatchObject({ type: 'TooManyRequestsException' });
  expect(error(502, 'identity')).toMatchObject({ type: 'InternalErrorException' });
  expect(error(400, 'rum', { type: 'OwnException', message: 'why', retryAfter: 3 })).toMatchObject({
    type: 'OwnException',
    message: 'why',
    retryAfter: 3,
  });
});
