import { SettingError } from './SettingError.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A variable that has to be there. */
export function required(env: Env, variable: string, what: string): string {
  const value = env[variable];
  if (value === undefined || value === '') throw new SettingError(variable, `missing; it must be ${what}.`);
  return value;
}

/** A variable with one of these values, the first where it is absent. */
export function oneOf<T extends string>(env: Env, variable: string, values: readonly [T, ...T[]]): T {
  const value = env[variable] ?? values[0];
  const known = values.find((one) => one === value);
  if (known === undefined) {
    throw new SettingError(variable, `"${value}" given; it must be ${values.join(' or ')}.`);
  }
  return known;
}

/** A variable with some of these values, parted by commas; all where it is absent. */
export function someOf<T extends string>(env: Env, variable: string, values: readonly T[]): T[] {
  const text = env[variable];
  if (text === undefined) return [...values];
  const given = text.split(',').map((one) => one.trim());
  const known = values.filter((one) => given.includes(one));
  if (known.length === 0 || known.length !== new Set(given).size) {
    throw new SettingError(variable, `"${text}" given; it must be ${values.join(', ')} or several with commas.`);
  }
  return known;
}

/** A variable with a whole number in a range, `fallback` where it is absent. */
export function wholeNumber(env: Env, variable: string, fallback: number, from: number, to: number): number {
  const text = env[variable];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new SettingError(variable, `"${text}" given; it must be a whole number from ${from} to ${to}.`);
  }
  return value;
}
