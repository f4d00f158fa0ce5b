import { ConsoleError } from '../errors/ConsoleError.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** Throws unless it holds, naming the option, what it is and what it must be. */
export function expect(holds: boolean, option: string, value: unknown, expected: string): asserts holds {
  if (!holds) {
    throw new ConsoleError(
      option,
      `${value === undefined ? 'missing' : `${show(value)} given`}; it must be ${expected}.`,
    );
  }
}

/** Throws when an object has a key nobody reads, naming it: most are misspelt. */
export function expectKeys(
  value: unknown,
  option: string,
  known: readonly string[],
): asserts value is Record<string, unknown> {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), option, value, 'an object');
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      throw new ConsoleError(`${option}.${key}`, `unknown; ${option} takes ${known.join(', ')}.`);
  }
}

export function expectText(
  value: unknown,
  option: string,
  expected = 'a text that is not empty',
): asserts value is string {
  expect(typeof value === 'string' && value !== '', option, value, expected);
}

export function expectWhole(value: unknown, option: string, from: number, to: number): asserts value is number {
  expect(
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    option,
    value,
    `a whole number from ${from} to ${to}`,
  );
}

export function expectList(value: unknown, option: string): asserts value is unknown[] {
  expect(Array.isArray(value), option, value, 'a list');
}

function show(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
