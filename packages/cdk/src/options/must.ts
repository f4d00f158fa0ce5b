import { OptionError } from '../OptionError.ts';
import { isLiteral } from './isLiteral.ts';

/** @throws OptionError unless `holds`: what was given, and what it must be */
export function must(holds: boolean, option: string, value: unknown, expected: string): asserts holds {
  if (holds) return;
  throw new OptionError(
    option,
    `${value === undefined ? 'missing' : `${JSON.stringify(value)} given`}; it must be ${expected}`,
  );
}

/**
 * A text of this form. A CDK token is known only at deployment and passes, unless the text must be `known` now.
 * @throws OptionError
 */
export function matching(
  value: unknown,
  option: string,
  form: RegExp,
  expected: string,
  when: 'known' | 'or later' = 'or later',
): asserts value is string {
  must(typeof value === 'string', option, value, expected);
  if ((when === 'known' || isLiteral(value)) && !form.test(value)) must(false, option, value, expected);
}

/** @throws OptionError unless `value` is an object with no other keys than these */
export function knownKeys(value: unknown, option: string, keys: readonly string[]): void {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), option, value, 'an object');
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  const path = option === 'options' ? unknown : `${option}.${unknown}`;
  throw new OptionError(path, `unknown; ${option} takes ${keys.join(', ')}`);
}
