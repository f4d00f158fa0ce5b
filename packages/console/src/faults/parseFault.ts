import { validation } from '../errors/AwsError.ts';
import type { Fault } from './Fault.ts';

const kinds = ['status', 'latency', 'drop-before', 'drop-after', 'offline'];
const targets = ['rum', 'identity', 'issuer'];
const keys: Record<string, readonly string[]> = { status: ['status', 'retryAfter', 'message'], latency: ['ms'] };
const common = ['kind', 'target', 'monitor', 'operation', 'times'];

/** Checks a fault that came as JSON; a 400 names the field, what is wrong with it and what it takes. */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw validation('A fault is a JSON object, for example {"kind":"status","status":429,"retryAfter":1}.');
  }
  const fault = value as Record<string, unknown>;
  const kind = fault['kind'];
  if (typeof kind !== 'string' || !kinds.includes(kind)) throw wrong('kind', kind, `one of ${kinds.join(', ')}`);
  const allowed = [...common, ...(keys[kind] ?? [])];
  for (const key of Object.keys(fault)) {
    if (!allowed.includes(key))
      throw validation(`A fault of kind ${kind} has no "${key}"; it takes ${allowed.join(', ')}.`);
  }
  if (kind === 'status') {
    need(fault, 'status', isWhole(400, 599), 'a whole number from 400 to 599');
    may(fault, 'retryAfter', isWhole(0, 86_400), 'seconds, a whole number from 0 to 86400');
    may(fault, 'message', isText, 'a text');
  }
  if (kind === 'latency') need(fault, 'ms', isWhole(0, 600_000), 'milliseconds, a whole number from 0 to 600000');
  may(fault, 'target', (v) => targets.includes(v as string), `one of ${targets.join(', ')}`);
  may(fault, 'monitor', isText, 'the id or name of an app monitor');
  may(fault, 'operation', isText, 'an operation, for example GetCredentialsForIdentity');
  may(fault, 'times', isWhole(1, 1_000_000), 'a whole number from 1');
  if (fault['monitor'] !== undefined && (fault['target'] ?? 'rum') !== 'rum') {
    throw validation('"monitor" goes with target rum: the other services know no app monitor.');
  }
  return { ...fault } as unknown as Fault;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isWhole = (from: number, to: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

type Check = (value: unknown) => boolean;

function need(fault: Record<string, unknown>, key: string, check: Check, expected: string): void {
  if (!check(fault[key])) throw wrong(key, fault[key], expected);
}

function may(fault: Record<string, unknown>, key: string, check: Check, expected: string): void {
  if (fault[key] !== undefined) need(fault, key, check, expected);
}

const wrong = (key: string, value: unknown, expected: string) =>
  validation(`"${key}" is ${value === undefined ? 'missing' : JSON.stringify(value)}; it must be ${expected}.`);
