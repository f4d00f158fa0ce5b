import { validation } from '../errors/AwsError.ts';
import type { Fault } from './Fault.ts';

type Check = (value: unknown) => boolean;
type Field = [check: Check, expected: string];

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isWhole =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

const targets = ['rum', 'identity', 'issuer'];

const scope: Record<string, Field> = {
  target: [(value) => targets.includes(value as string), `one of ${targets.join(', ')}`],
  monitor: [isText, 'the id or name of an app monitor'],
  operation: [isText, 'an operation, for example GetCredentialsForIdentity'],
  skip: [isWhole(0, 1_000_000), 'a whole number from 0'],
  times: [isWhole(1, 1_000_000), 'a whole number from 1'],
};
const body: Record<string, Field> = {
  overBytes: [isWhole(0, 1_000_000_000), 'bytes, a whole number from 0'],
  overEvents: [isWhole(0, 1_000_000), 'a number of events, from 0'],
  containing: [isText, 'a text'],
};

/** What each kind must have, and what it may have beside its scope. */
const kinds: Record<Fault['kind'], { needs: Record<string, Field>; takes: Record<string, Field> }> = {
  status: {
    needs: { status: [isWhole(400, 599), 'a whole number from 400 to 599'] },
    takes: {
      type: [isText, 'the name of an AWS exception'],
      retryAfter: [isWhole(0, 86_400), 'seconds, a whole number from 0 to 86400'],
      message: [isText, 'a text'],
      ...body,
    },
  },
  latency: { needs: { ms: [isWhole(0, 600_000), 'milliseconds, a whole number from 0 to 600000'] }, takes: body },
  'drop-before': { needs: {}, takes: body },
  'drop-mid-request': { needs: {}, takes: {} },
  'drop-after': { needs: {}, takes: body },
  'drop-mid-answer': { needs: {}, takes: body },
  offline: { needs: {}, takes: {} },
};

/** Checks a fault that came as JSON; a 400 names the field, what is wrong with it and what it takes. */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw validation('A fault is a JSON object, for example {"kind":"status","status":429,"retryAfter":1}.');
  }
  const fault = value as Record<string, unknown>;
  const { kind } = fault;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
    throw wrong('kind', kind, `one of ${Object.keys(kinds).join(', ')}`);
  const { needs, takes } = kinds[kind as Fault['kind']];
  const known = { ...scope, ...needs, ...takes };
  for (const key of Object.keys(fault)) {
    if (key === 'kind' || Object.hasOwn(known, key)) continue;
    throw validation(
      `A fault of kind ${kind} has no "${key}"; it takes ${['kind', ...Object.keys(known)].join(', ')}.`,
    );
  }
  for (const [key, [check, expected]] of Object.entries(known)) {
    if (fault[key] === undefined && !(key in needs)) continue;
    if (!check(fault[key])) throw wrong(key, fault[key], expected);
  }
  for (const key of ['monitor', 'overEvents']) {
    if (fault[key] !== undefined && (fault['target'] ?? 'rum') !== 'rum') {
      throw validation(`"${key}" goes with target rum: the other services know no app monitor and no events.`);
    }
  }
  return { ...fault } as unknown as Fault;
}

const wrong = (key: string, value: unknown, expected: string) =>
  validation(`"${key}" is ${value === undefined ? 'missing' : JSON.stringify(value)}; it must be ${expected}.`);
