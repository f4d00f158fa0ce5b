import { readFileSync } from 'node:fs';
import { ConsoleError } from '../errors/ConsoleError.ts';
import { checkOptions } from '../options/checkOptions.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';

/** The options in a JSON file; throws `ConsoleError` when it cannot be read, is not JSON, or has a key nobody reads. */
export function readConfig(file: string): ConsoleOptions {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConsoleError('--config', `cannot read ${file}: ${(cause as Error).message}.`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConsoleError('--config', `${file} is not JSON: ${(cause as Error).message}.`, { cause });
  }
  checkOptions(value, 'file');
  return value;
}
